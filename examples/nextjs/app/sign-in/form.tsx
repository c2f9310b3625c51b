'use client'

import { useActionState } from 'react'
import { signIn } from '../actions'

export function SignInForm() {
  const [{ message, username }, action, isPending] = useActionState(signIn, {})
  return (
    <form action={action}>
      <label>
        Username
        <input name="username" autoComplete="username" required defaultValue={username} />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" disabled={isPending}>
        Sign in
      </button>
      <p role="alert">{message}</p>
    </form>
  )
}
