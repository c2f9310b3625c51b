import { isAuthError } from '@auth/core'
import { connection } from 'next/server'
import { currentSession } from './session'

export interface User {
  readonly username: string
}

/** The user who asks; `undefined` where nobody has signed in, or the session has ended. */
export async function readProfile(): Promise<User | undefined> {
  await connection() // what follows is done for each request, and never at build time
  const auth = await currentSession()
  try {
    const response = await auth?.fetch('/users/me')
    if (!response) return undefined
    if (!response.ok) throw new Error(`the profile could not be read (${response.status})`)
    return await response.json()
  } catch (error) {
    if (isAuthError(error, 'reauth_required')) return undefined
    throw error
  }
}
