import type { Fetch } from '@auth/core'
import { expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { forPeople, setUp } from './support/genlogs.ts'

const redirectTo =
  (location: string, status = 307): Fetch =>
  async () =>
    new Response(null, { status, headers: { location } })

test.each([
  'https://emulator.test/genlogs/auth/token',
  'http://emulator.test/genlogs/auth/token',
  '/genlogs/auth/token/',
  'https://elsewhere.example/auth/token',
])('A sign-in is not redirected to %s, in either variant.', async (location) => {
  for (const credentialsIn of ['query', 'body'] as const) {
    for (const status of [301, 302, 303, 307, 308]) {
      const credentials = { email: 'a+b@c.de', password: '1234+&%20ü-long' }
      const { auth, sent } = setUp({ credentialsIn, credentials, fetch: redirectTo(location, status) })
      const error = await failureOf(auth.getToken())
      expect(error).toMatchObject({ code: 'unexpected_redirect', status, retryable: false })
      expectNoSecrets(error, Object.values(credentials))
      expect(sent).toHaveLength(1)
    }
  }
})

test('A renewal is not redirected, and the session goes on.', async () => {
  const { emulator } = setUp()
  let redirecting = false
  const { auth, sent } = setUp({
    ...forPeople(),
    useRefreshToken: true,
    fetch: (input, init) =>
      redirecting ? redirectTo('http://emulator.test/x')(input, init) : emulator.fetch(input, init),
  })
  const { value } = await auth.signIn({ email: 'ada+demo@example.com', password: '1234+' }).then(() => auth.getToken())
  redirecting = true
  expect(await failureOf(auth.refresh())).toMatchObject({ code: 'unexpected_redirect', phase: 'renew' })
  expect(sent).toHaveLength(2)
  expect((await auth.getToken()).value).toBe(value)
})

test('A call that is redirected to the same host without TLS takes neither the token nor the API key.', async () => {
  const { emulator } = setUp()
  const { auth, sent } = setUp({
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (request.url.endsWith('/carrier')) return redirectTo('http://emulator.test/genlogs/carrier/')(request)
      return request.url.startsWith('http:') ? new Response('in the open') : emulator.fetch(request)
    },
  })
  expect(await (await auth.fetch('/carrier')).text()).toBe('in the open')
  const last = sent.at(-1)
  expect([last?.url, last?.headers.get('access-token'), last?.headers.get('x-api-key')]).toEqual([
    ...['http://emulator.test/genlogs/carrier/', null, null],
  ])
})

test('A network failure whose message has the URL in it shows no credentials.', async () => {
  for (const credentialsIn of ['query', 'body'] as const) {
    const credentials = { email: 'a+b@c.de', password: '1234+&%20ü-long' }
    const fetch: Fetch = async (input, init) => {
      const request = new Request(input, init)
      throw new TypeError(`fetch failed: ${request.url} ${await request.text()}`, { cause: new Error(request.url) })
    }
    const { auth, events } = setUp({ credentialsIn, credentials, fetch, retry: { maxAttempts: 1 } })
    const error = await failureOf(auth.getToken())
    expect(error).toMatchObject({ code: 'network' })
    for (const value of [error, events, auth])
      expectNoSecrets(value, [...Object.values(credentials), 'genlogs-api-key'])
  }
})
