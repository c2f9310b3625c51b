import { inspect } from 'node:util'
import { expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { AuthEvent } from '../../src/events.ts'
import { createApiClient, credentials, issue, rejecting } from '../support/api-auth.ts'

const { username, password } = credentials
const apiKey = 'key-7f3c5ad2/5a3f+4c66='
const secrets = [username, password, apiKey]
const basic = Buffer.from(`${username}:${password}`).toString('base64')

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('it succeeded')
    },
    (error: unknown) => error,
  )

describe("A provider's echo of what it was sent", () => {
  test.each<[string, (secret: string) => string]>([
    ['plain', (secret) => secret],
    ['in capitals', (secret) => secret.toUpperCase()],
    ['percent-encoded', encodeURIComponent],
    ['form-encoded', (secret) => new URLSearchParams([['', secret]]).toString().slice(1)],
    ['in base64', (secret) => Buffer.from(secret).toString('base64')],
    ['in base64url', (secret) => Buffer.from(secret).toString('base64url')],
    ['in JSON', (secret) => JSON.stringify({ error: secret })],
    ['percent-encoded twice', (secret) => encodeURIComponent(encodeURIComponent(secret))],
    ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ error: secret }))],
    ['in hex', (secret) => Buffer.from(secret).toString('hex')],
    ['in base64 of a longer text', (secret) => Buffer.from(`{"sent":"${secret}"}`).toString('base64')],
    ['cut off', (secret) => `"${secret.slice(0, 10)}..."`],
  ])('reveals no secret that is %s, neither in the error nor in events.', async (_, form) => {
    const events: AuthEvent[] = []
    for (const status of [400, 401, 403, 418, 429, 500, 503]) {
      const echo = secrets.map(form).join(' and ')
      const headers = { 'x-request-id': form(username).slice(0, 64), 'content-type': 'text/plain' }
      const { auth } = createApiClient(
        rejecting(),
        { headers: { 'x-api-key': apiKey }, retry: { maxAttempts: 1 }, onEvent: (event) => events.push(event) },
        { token: () => new Response(`no: ${echo}`, { status, headers }) },
      )
      const error = await failureOf(auth.getToken())
      expect(error).toMatchObject({ name: 'AuthError', status })
      expect(String(error)).toContain('[redacted]')
      for (const view of [error, auth, await failureOf(auth.fetch('/users'))]) {
        expectNoSecrets(view, [...secrets, ...secrets.map((secret) => secret.toUpperCase())])
      }
      await auth[Symbol.asyncDispose]()
    }
    expect(events.map(({ type }) => type)).toContain('failed')
    expectNoSecrets(events, secrets)
  })

  test('in a success that breaks its schema reveals nothing either.', async () => {
    const body = { access_token: 5, user: password, [password]: username, note: basic }
    const { auth } = createApiClient(rejecting(), {}, { token: () => Response.json(body) })
    const error = await failureOf(auth.getToken())
    expect(error).toMatchObject({ code: 'invalid_response' })
    expectNoSecrets(error, [...secrets, basic])
  })

  test('reveals no header that is long enough to be a key, and is quoted beside short ones.', async () => {
    const text = 'the key abcdef is not one of version 2'
    const { auth } = createApiClient(
      rejecting(),
      { headers: { 'x-api-key': 'abcdef', 'x-api-version': '2' } },
      { token: () => new Response(text, { status: 403, headers: { 'content-type': 'text/plain' } }) },
    )
    expect(String(await failureOf(auth.getToken()))).toContain('"the key [redacted] is not one of version 2"')
  })

  test('is not quoted at all beside a secret of under six characters.', async () => {
    const { auth } = createApiClient(
      rejecting(),
      { credentials: { username, password: 'short' } },
      { token: () => new Response('any words at all', { status: 403, headers: { 'content-type': 'text/plain' } }) },
    )
    expect(String(await failureOf(auth.getToken()))).not.toContain('any words')
    const given = { credentials: { username, password: 'token' } }
    const wrong = createApiClient(rejecting(), given, { token: () => Response.json({ user: 'x' }) })
    expect(String(await failureOf(wrong.auth.getToken()))).toMatch(/answered 200, but the body is not as documented$/)
  })
})

describe('An issued token', () => {
  const token = 'tok/en+0123456789=='

  test('shows neither in the client nor in events, nor in copies of its object.', async () => {
    const events: AuthEvent[] = []
    const { auth } = createApiClient(
      rejecting(),
      { onEvent: (event) => events.push(event) },
      { token: () => issue(token) },
    )
    const held = await auth.getToken()
    expect(held.value).toBe(token)
    await auth[Symbol.asyncDispose]()
    expect(events).not.toHaveLength(0)
    for (const view of [auth, { ...held }, JSON.stringify(held), String(held), events])
      expectNoSecrets(view, [token, ...secrets])
  })

  test('does not show when its object is inspected, getters included.', async () => {
    const { auth } = createApiClient(rejecting(), {}, { token: () => issue(token) })
    expectNoSecrets(inspect(await auth.getToken(), { depth: null, showHidden: true, getters: true }), [token])
  })

  test('shows in no error that comes after it.', async () => {
    let answers = 0
    const { auth } = createApiClient(
      () => new Response(null, { status: 401 }),
      {},
      {
        token() {
          answers += 1
          const gone = new Response(`the token ${token} is over`, {
            status: 403,
            headers: { 'content-type': 'text/plain' },
          })
          return answers === 1 ? issue(token) : gone
        },
      },
    )
    const error = await failureOf(auth.fetch('/users'))
    expect(error).toMatchObject({ code: 'invalid_response', status: 403 })
    expect(String(error)).toContain('[redacted]')
    expectNoSecrets(error, [token])
  })
})

describe('A URL with a secret in its query', () => {
  test('is not repeated in an error.', async () => {
    const { auth } = createApiClient(rejecting())
    for (const url of ['https://evil.example.com/?key=hunter2', 'http://api.example.com/?key=hunter2']) {
      expectNoSecrets(await failureOf(auth.fetch(url)), ['hunter2'])
    }
  })
})
