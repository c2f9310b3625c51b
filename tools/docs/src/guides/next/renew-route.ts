// #region
import { isAuthError } from '@auth/core'
import { writableSession } from './session.ts'

export async function GET(request: Request): Promise<Response> {
  await using auth = await writableSession()
  try {
    // Any call will do: it renews a token that has expired or that the API rejects.
    const { ok } = await auth.fetch('/users/me')
    return ok ? Response.redirect(new URL('/profile', request.url), 303) : new Response('Try later.', { status: 502 })
  } catch (error) {
    if (!isAuthError(error, 'reauth_required')) throw error
    return Response.redirect(new URL('/sign-in', request.url), 303)
  }
}
// #endregion
