import type { Auth } from '@auth/core'

/** Somebody's code that is to be tested. */
export async function greeting(auth: Auth<unknown>): Promise<string> {
  const response = await auth.fetch('/users/me')
  const { username } = (await response.json()) as { username: string } // what this API documents
  return `Hello, ${username}`
}
