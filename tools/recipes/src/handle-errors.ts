// #region
import { isAuthError } from '@auth/core'

/** How a web application responds when a call to the provider failed. */
export function toResponse(error: unknown): Response {
  if (!isAuthError(error)) throw error
  switch (error.code) {
    case 'reauth_required':
      return Response.redirect('https://app.example.com/sign-in', 303)
    case 'invalid_credentials':
      return new Response('Wrong username or password.', { status: 401 })
    case 'access_denied':
      return new Response('This user may not sign in.', { status: 403 })
    case 'account_selection_required':
      return Response.json({ chooseFrom: error.choices }, { status: 409 })
  }
  if (error.retryable) {
    const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000)
    return new Response('Try again later.', { status: 503, headers: { 'retry-after': String(seconds) } })
  }
  // A wrong client ID or URL, a response that is not the provider's, …: for the operator, not for the visitor.
  console.error(JSON.stringify(error))
  return new Response('Something is set up wrong.', { status: 500 })
}
// #endregion
