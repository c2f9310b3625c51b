// #region
import { isAuthError } from '@auth/core'
import { redirect } from 'next/navigation'
import { readableSession } from './session.ts'

/** For a server component: `const user = await readProfile()`. */
export async function readProfile(): Promise<{ username: string }> {
  const auth = await readableSession()
  try {
    const response = await auth.fetch('/users/me')
    if (!response.ok) throw new Error(`the profile could not be read (${response.status})`)
    return (await response.json()) as { username: string }
  } catch (error) {
    if (isAuthError(error, 'reauth_required')) redirect('/sign-in')
    if (isAuthError(error, 'store_failed')) redirect('/session/renew')
    throw error
  }
}
// #endregion
