import { createMeshyAuth } from '@auth/meshy'
import type { Subject } from './subject.ts'

export const subject: Subject = {
  name: 'meshy',
  secrets: ({ meshy }) => [meshy.username, meshy.password],
  resource: '/users/me',
  tokenLifeMs: 3_600_000,
  requestsToReplace: 1,
  create({ meshy }, { password = meshy.password, isService = true, ...shared }) {
    const { accountName, publicKey, username } = meshy
    return createMeshyAuth({
      ...shared,
      accountName,
      publicKey,
      ...(isService && { credentials: { username, password } }),
    })
  },
}
