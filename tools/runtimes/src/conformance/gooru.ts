import { createGooruAuth } from '@auth/gooru'
import type { Subject } from './subject.ts'

export const subject: Subject = {
  name: 'gooru',
  secrets: ({ gooru }) => [gooru.username, gooru.password, gooru.clientKey],
  resource: '/nucleus/v1/profile',
  // The provider names no expiry: a token is used until it is rejected, and for a day at most.
  tokenLifeMs: 86_400_000,
  requestsToReplace: 1,
  create({ gooru }, { password = gooru.password, isService = true, ...shared }) {
    const { clientId, clientKey, username } = gooru
    return createGooruAuth({
      ...shared,
      clientId,
      clientKey,
      ...(isService && { credentials: { username, password } }),
    })
  },
}
