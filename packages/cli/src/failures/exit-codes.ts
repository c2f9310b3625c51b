import { isAuthError } from '@auth/core'
import { UsageError } from './usage-error.ts'

/** What the exit code of the command says. They are part of the interface: none ever changes its meaning. */
export const exitCodes = {
  success: 0,
  failed: 1,
  usage: 2,
  signInNeeded: 3,
  refused: 4,
  tryAgain: 5,
  store: 6,
  httpError: 22,
  interrupted: 130,
} as const

/** For the manual. */
export const exitCodeTexts: readonly (readonly [string, string])[] = [
  ['0', 'It worked.'],
  ['1', 'Anything that has no code of its own; with doctor: something is wrong.'],
  ['2', 'The command line, the environment or the configuration is wrong, or something is missing.'],
  ['3', 'Signing in is needed, or was refused: reauth_required, invalid_credentials, access_denied, …'],
  ['4', 'The provider refuses the application or the request: invalid_client, invalid_request, …'],
  ['5', 'It may work later: network, timeout, rate_limited, server_error, cooling_down.'],
  ['6', 'The session store failed: store_failed; with status: a session cannot be read.'],
  ['22', 'With request --fail: the API answered with a status of 400 or more.'],
  ['130', 'Interrupted.'],
]

const byCode = new Map<string, number>([
  ...['reauth_required', 'invalid_credentials', 'access_denied', 'account_selection_required', 'token_rejected'].map(
    (code) => [code, exitCodes.signInNeeded] as const,
  ),
  ...['invalid_client', 'invalid_request', 'insecure_url', 'origin_not_allowed'].map(
    (code) => [code, exitCodes.refused] as const,
  ),
  ['store_failed', exitCodes.store],
])

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage
  if (!isAuthError(error)) return exitCodes.failed
  return byCode.get(error.code) ?? (error.retryable ? exitCodes.tryAgain : exitCodes.failed)
}
