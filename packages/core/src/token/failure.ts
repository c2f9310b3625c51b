import type { AuthError, AuthErrorCode, AuthErrorPhase } from '../errors/auth-error.ts'
import { createFailures, type FailureDetails } from '../errors/failures.ts'
import type { Settings } from '../settings.ts'

/** An error in our own words, with nothing of the provider in it. */
export function failure(
  { provider }: Pick<Settings<unknown>, 'provider'>,
  code: AuthErrorCode,
  details: FailureDetails,
  phase: AuthErrorPhase = 'sign-in',
): AuthError {
  return createFailures(provider, phase, [])(code, details)
}

/** The store failed, and what failed is not shown: it may hold a token. */
export function storeFailure(
  settings: Pick<Settings<unknown>, 'provider'>,
  message = 'the token store failed. The error of the store itself is not shown, since it may hold a token',
): AuthError {
  return failure(settings, 'store_failed', { message }, 'request')
}

/** What is stored may be somebody's session, and cannot be read. */
export function unreadableFailure(settings: Pick<Settings<unknown>, 'provider'>, problem: string): AuthError {
  return storeFailure(
    settings,
    `the stored session cannot be read: ${problem}. \`signIn\` and \`signOut\` replace it. Likely causes: a wrong or retired key, a store that was not encrypted before, a cookie that was cut off`,
  )
}
