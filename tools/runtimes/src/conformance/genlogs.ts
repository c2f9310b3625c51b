import { createGenlogsAuth } from '@auth/genlogs'
import type { Subject } from './subject.ts'

export const subject: Subject = {
  name: 'genlogs',
  secrets: ({ genlogs }) => [genlogs.email, genlogs.password, genlogs.apiKey],
  resource: '/me',
  tokenLifeMs: 3_600_000,
  requestsToReplace: 1,
  create({ genlogs }, { password = genlogs.password, isService = true, ...shared }) {
    const { apiKey, email } = genlogs
    return createGenlogsAuth({ ...shared, apiKey, ...(isService && { credentials: { email, password } }) })
  },
}
