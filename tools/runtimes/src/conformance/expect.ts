import { isAuthError } from '@auth/core'

/** Fails with what was expected and what was found. */
export function expectSame(found: unknown, expected: unknown, what: string): void {
  if (found !== expected) throw new Error(`${what}: ${found} instead of ${expected}`)
}

/** The code of an `AuthError`, the name and message of another error, or `none` where the call succeeds. */
export async function failureOf(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'none', describeError)
}

export function describeError(error: unknown): string {
  if (isAuthError(error)) return error.code
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Asks again until the answer is yes, for a few seconds. */
export async function eventually(ask: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 30; tries += 1) {
    if (await ask()) return true
    await sleep(100)
  }
  return false
}
