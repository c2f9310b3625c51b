'use server'

import { isAuthError } from '@auth/core'
import { redirect } from 'next/navigation'
import { describeFailure } from '@/lib/describe-failure'
import { endSession, startSession } from '@/lib/session'

export interface SignInState {
  readonly message?: string
  readonly username?: string
}

export async function signIn(_previous: SignInState, form: FormData): Promise<SignInState> {
  const username = text(form, 'username')
  const password = text(form, 'password')
  if (!username || !password) return { message: 'Enter your username and password.', username }
  try {
    await startSession(username, password)
  } catch (error) {
    const failure = describeFailure(error)
    if (!failure) throw error
    if (failure.status >= 500) console.error(error) // no secret is in it
    return { message: failure.message, username }
  }
  redirect('/profile')
}

export async function signOut(): Promise<void> {
  try {
    await endSession()
  } catch (error) {
    // The session is over here, even if MeshyDB could not be told.
    if (!isAuthError(error)) throw error
    console.error(error)
  }
  redirect('/sign-in')
}

/** A field may be missing, or a file: whoever sends a form decides what is in it. */
function text(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
