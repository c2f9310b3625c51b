import { inspect } from 'node:util'
import { type AuthEvent, isAuthError } from '@auth/core'
import { createEmulator, type FaultKind } from '@auth/emulator/fetch'
import { createVirtualClock, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { type Subject, subjects, type Variation } from './providers.ts'

const wrongPassword = 'not-the-pass:word+%&=ü'
const wrongClient = 'client-of-nobody-1234'

/** Signs in to an emulator with a fault, and returns the error and every event. */
async function failToSignIn(subject: Subject, variation: Variation, kind?: FaultKind) {
  const clock = createVirtualClock()
  const emulator = createEmulator({ clock, gooru: { profile: 'v3', basicParsing: 'first-colon' } })
  const events: AuthEvent[] = []
  if (kind) emulator.fail({ provider: subject.name, kind, times: Number.POSITIVE_INFINITY })
  const auth = subject.create({ fetch: emulator.fetch, clock, onEvent: (event) => events.push(event), ...variation })
  const error = await clock.settle(failureOf(auth.getToken()))
  return { auth, error, events, clock }
}

test('a short user name, beside which no text is quoted, does not hide the cause', async () => {
  const [meshy, , , genlogs] = subjects
  if (!meshy || !genlogs) throw new Error('the list of providers has changed')
  const inactive = () => new Response('User is no longer active.', { status: 400 })
  expect((await failToSignIn(meshy, {}, inactive)).error).toMatchObject({ code: 'access_denied' })
  const keyless = () => Response.json('The API key is not known.', { status: 401 })
  expect((await failToSignIn(genlogs, {}, keyless)).error).toMatchObject({ code: 'invalid_client' })
})

describe.for(subjects)('$name', (subject) => {
  const cases: Array<[name: string, code: string, variation: Variation, kind?: FaultKind]> = [
    ['a wrong password', 'invalid_credentials', { password: wrongPassword }],
    ['a wrong client id, public key or API key', 'invalid_client', { client: wrongClient }],
    ['a 429', 'rate_limited', {}, 'rate-limit'],
    ['a 500 with an HTML body', 'server_error', {}, 'html'],
    ['a 200 with truncated JSON', 'invalid_response', {}, 'truncate'],
    ['a refused connection', 'network', {}, 'refuse'],
    ['an endpoint that never answers', 'timeout', {}, 'stall'],
    [
      'a redirect',
      'unexpected_redirect',
      {},
      () => new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } }),
    ],
  ]

  test.for(cases)('%s is %s', async ([, code, variation, kind]) => {
    const { error, auth, events, clock } = await failToSignIn(subject, variation, kind)
    if (!isAuthError(error)) throw error
    expect({ code: error.code, provider: error.provider }).toEqual({ code, provider: subject.name })
    expect(error.message).toMatch(new RegExp(`^@auth/${subject.name}: `))
    const secrets = [...subject.secrets, wrongPassword, wrongClient].filter((secret) => secret.length > 4)
    for (const value of [error, events, auth]) expectNoSecrets(value, secrets)
    expect(clock.timers).toBe(0)
  })

  test('a server that echoes what it was sent puts no secret into the error', async () => {
    const echo = async (request: Request): Promise<Response> => {
      const sent = `${request.url} ${inspect(Object.fromEntries(request.headers))} ${await request.text()}`
      return Response.json(
        { error: 'bad', error_description: sent, message: sent, detail: sent, errors: [{ title: sent, detail: sent }] },
        { status: 400 },
      )
    }
    const { error, events } = await failToSignIn(subject, { password: wrongPassword, client: wrongClient }, echo)
    expect(isAuthError(error)).toBe(true)
    for (const value of [error, events])
      expectNoSecrets(value, [...subject.secrets.filter((secret) => secret.length > 4), wrongPassword])
  })

  test('right credentials bring a token that the API accepts and that does not show when inspected', async () => {
    const emulator = createEmulator()
    const auth = subject.create({ fetch: emulator.fetch })
    const token = await auth.getToken()
    expect((await auth.fetch(subject.resource)).status).toBe(200)
    expectNoSecrets({ auth, token: inspect(token, { showHidden: true }), spread: { ...token } }, [
      token.value,
      ...subject.secrets,
    ])
    expect(JSON.stringify(token)).toBe('"[redacted]"')
  })

  test('100 callers at once send one sign-in', async () => {
    const emulator = createEmulator()
    const auth = subject.create({ fetch: emulator.fetch })
    const tokens = await Promise.all(Array.from({ length: 100 }, () => auth.getToken()))
    expect(new Set(tokens.map(({ value }) => value)).size).toBe(1)
    expect(emulator.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1)
  })

  test('10 requests that find their token dead at once send one renewal', async () => {
    const emulator = createEmulator()
    const auth = subject.create({ fetch: emulator.fetch })
    await auth.getToken()
    emulator.revokeAccessTokens(subject.name)
    const before = emulator.requests.filter(({ endpoint }) => endpoint === 'token').length
    const responses = await Promise.all(Array.from({ length: 10 }, () => auth.fetch(subject.resource)))
    expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
    const after = emulator.requests.filter(
      ({ endpoint, status }) => endpoint === 'token' && typeof status === 'number' && status < 300,
    )
    expect(after.length - before).toBe(1)
  })

  test('the token goes nowhere but to the API', async () => {
    const emulator = createEmulator()
    const auth = subject.create({ fetch: emulator.fetch })
    await expect(auth.fetch('https://elsewhere.example/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect(emulator.requests).toEqual([])
  })

  test('a base URL without TLS is refused when the client is made', () => {
    expect(() => subject.create({ authBaseUrl: 'http://auth.example.com' })).toThrow(
      /`authBaseUrl` must start with https:/,
    )
  })

  test('after signOut calls fail with reauth_required', async () => {
    const emulator = createEmulator()
    const auth = subject.create({ fetch: emulator.fetch })
    await auth.getToken()
    await auth.signOut()
    expect(auth.status).toBe('reauth-required')
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
    await auth.signIn()
    expect((await auth.fetch(subject.resource)).status).toBe(200)
  })
})
