import type { Case } from './case.ts'
import { abort } from './cases/abort.ts'
import { errors } from './cases/errors.ts'
import { late401s } from './cases/late-401s.ts'
import { outage } from './cases/outage.ts'
import { redirects } from './cases/redirects.ts'
import { retryAfter } from './cases/retry-after.ts'
import { rotation } from './cases/rotation.ts'
import { shortLives } from './cases/short-lives.ts'
import { signedOut } from './cases/signed-out.ts'
import { twoRenew } from './cases/two-renew.ts'

/** By the names that the command takes. */
export const cases: Readonly<Record<string, Case>> = {
  'late-401s': late401s,
  'short-lives': shortLives,
  outage,
  abort,
  rotation,
  'two-renew': twoRenew,
  redirects,
  errors,
  'retry-after': retryAfter,
  'signed-out': signedOut,
}
