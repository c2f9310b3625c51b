import { isAuthError } from '@auth/core'

export interface Failure {
  readonly status: 401 | 403 | 500 | 503
  readonly message: string
  readonly headers: Record<string, string>
}

/** What to tell a visitor. `undefined`: this error is not about signing in. */
export function describeFailure(error: unknown): Failure | undefined {
  if (!isAuthError(error)) return undefined
  const failure = (status: Failure['status'], message: string, headers = {}): Failure => ({ status, message, headers })
  switch (error.code) {
    case 'invalid_credentials':
      return failure(401, 'Wrong username or password.')
    case 'reauth_required':
      return failure(401, 'Please sign in.')
    case 'access_denied':
      return failure(403, 'This user may not sign in.')
  }
  if (!error.retryable) return failure(500, 'Something is set up wrong.')
  const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000)
  return failure(503, 'Try again later.', { 'retry-after': String(seconds) })
}
