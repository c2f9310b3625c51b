// #region
import { createStaticAuth } from '@auth/core'
import { expect, test } from 'vitest'
// #endregion
import { greeting } from './support/greeting.ts'

// #region
test('it greets the user', async () => {
  const auth = createStaticAuth('test-token', {
    apiBaseUrl: 'https://api.example.com',
    fetch: async () => Response.json({ username: 'ada' }),
  })
  expect(await greeting(auth)).toBe('Hello, ada')
})
// #endregion

test('createStaticAuth presents its token to the stub', async () => {
  const auth = createStaticAuth('test-token', {
    apiBaseUrl: 'https://api.example.com',
    fetch: async (_, init) => Response.json({ username: new Headers(init?.headers).get('authorization') }),
  })
  expect(await greeting(auth)).toBe('Hello, Bearer test-token')
})
