import type { AuthError } from '../../errors/auth-error.ts'
import { failure } from '../../errors/failures.ts'

/** The store failed, and what failed is not shown: it may hold a token. */
export function storeFailure(
  settings: { readonly provider: string },
  message = 'the token store failed. The error of the store itself is not shown, since it may hold a token',
): AuthError {
  return failure(settings, 'store_failed', { message }, 'request')
}

/** What is stored may be somebody's session, and cannot be read. */
export function unreadableFailure(settings: { readonly provider: string }, problem: string): AuthError {
  return storeFailure(
    settings,
    `the stored session cannot be read: ${problem}. \`signIn\` and \`signOut\` replace it. Likely causes: a wrong or retired key, a store that was not encrypted before, a cookie that was cut off`,
  )
}
