import { afterEach, expect, test, vi } from 'vitest'
import { createRealTimeAuth, credentials } from '../support/api-auth.ts'

const retry = { maxAttempts: 1 }
const authBaseUrl = 'https://auth.example.com'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** The message of a sign-in that a platform ends without a reason. */
async function failure(): Promise<string> {
  const fetch = async (): Promise<never> => {
    throw new TypeError('Failed to fetch')
  }
  const auth = createRealTimeAuth({ credentials, authBaseUrl, fetch, retry })
  return auth.getToken().then(
    () => 'it signed in',
    ({ message }) => message,
  )
}

test('Where a browser hides why no answer came, the error names CORS as well.', async () => {
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)' })
  expect(await failure()).toBe(
    '@auth/test: the token endpoint at auth.example.com could not be reached, or lets no page of this origin read its answers (CORS)',
  )
})

test('Elsewhere it does not.', async () => {
  expect(await failure()).toBe('@auth/test: the token endpoint at auth.example.com could not be reached')
})
