import type { AuthEvent } from '@auth/core'
import { answering, createVirtualClock, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathAuthOptions } from '../src/index.ts'
import { ada, setUp } from './support.ts'

/** A client whose requests for client tokens are answered like this, and sign-ins well. */
function answeredWith(body: unknown, overrides: Partial<ElasticPathAuthOptions> = {}) {
  const clock = createVirtualClock()
  const sent: string[] = []
  const { auth } = setUp({
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      const asksForClientToken = request.url.endsWith('/oauth/access_token')
      sent.push(asksForClientToken ? 'client-token' : String(request.headers.get('authorization')))
      if (asksForClientToken) return answering(200, typeof body === 'function' ? body(clock.now()) : body)(request)
      const [account] = [{ account_id: 'a', token: `token-${sent.length}`, expires: '2030-01-02T00:00:00Z' }]
      return Response.json({ data: [account] }, { status: 201 })
    },
    ...overrides,
  })
  return { auth, clock, sent }
}

const token = { access_token: 'client-token-1', token_type: 'Bearer', expires_in: 3600, identifier: 'implicit' }

test.each<[string, object | ((now: number) => object)]>([
  ['at the top, as documented', token],
  ['inside `data`, as one published file has it', { data: token }],
  ['with numbers as texts', { ...token, expires_in: '3600', expires: '1893459600' }],
  ['with the end alone', (now) => ({ access_token: 'client-token-1', expires: now / 1000 + 3600 })],
  ['with fields that nobody knows', { ...token, new_field: { a: 1 } }],
])('A client token is understood %s, and used for an hour.', async (_, body) => {
  const { auth, clock, sent } = answeredWith(body)
  await auth.signIn()
  await clock.advance(3_000_000)
  await auth.signIn()
  expect(sent).toEqual(['client-token', 'Bearer client-token-1', 'Bearer client-token-1'])
  await clock.advance(600_000)
  await auth.signIn()
  expect(sent.filter((what) => what === 'client-token')).toHaveLength(2)
})

test('A client token without an expiry is used for five minutes, and reported.', async () => {
  const events: AuthEvent[] = []
  const { auth, clock, sent } = answeredWith({ access_token: 'c' }, { onEvent: (event) => events.push(event) })
  await auth.signIn()
  await clock.advance(300_000)
  await auth.signIn()
  expect(sent.filter((what) => what === 'client-token')).toHaveLength(2)
  expect(events).toContainEqual(expect.objectContaining({ type: 'expiry-missing' }))
})

test.each([{}, { data: {} }, { data: [token] }, { access_token: '' }, { ...token, expires_in: 0 }, '<html>', ''])(
  'The answer %j has no client token that can be used.',
  async (body) => {
    const { auth } = answeredWith(body)
    await expect(auth.signIn()).rejects.toMatchObject({ code: 'invalid_response', status: 200 })
  },
)

test.each([undefined, '', 'line\nbreak', 'żeton', 7, Promise.resolve(null)])(
  'A function that returns %j is told what to return, and nothing is sent.',
  async (brought) => {
    const { auth, calls } = setUp({ clientToken: () => brought as string }) // wrong on purpose
    const error = await failureOf(auth.getToken())
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({ message: expect.stringMatching(/^@auth\/elasticpath: the function `clientToken`/) })
    expectNoSecrets(error, ['line\nbreak', 'żeton'])
    expect(calls()).toEqual([])
  },
)

test('The error of a function that returns client tokens reaches the caller as it is.', async () => {
  const problem = new Error('the vault is closed')
  const { auth } = setUp({
    clientToken: () => {
      throw problem
    },
  })
  await expect(auth.getToken()).rejects.toBe(problem)
})

test('A function that returns client tokens may be told of one that it has replaced already.', async () => {
  const good = setUp()
  const fresh = (await good.auth.headers())['authorization']?.replace('Bearer ', '') ?? ''
  let current = 'stale-client-token'
  const { auth } = setUp({
    fetch: good.options.fetch,
    clientToken: async ({ rejected, signal }) => {
      expect(signal).toBeInstanceOf(AbortSignal)
      if (rejected === current) current = fresh
      return current
    },
  })
  expect((await auth.fetch('/v2/accounts')).status).toBe(200)
})

test('An application that gets its token has signed nobody in: there is one such event, and one such line.', async () => {
  const events: AuthEvent[] = []
  const lines: string[] = []
  const write = (line: string): unknown => lines.push(line)
  const logger = { debug: write, info: write, warn: write, error: write }
  const clock = createVirtualClock()
  const { auth } = setUp({ clock, onEvent: (event) => events.push(event), logger })
  await clock.settle(auth.getToken())
  await auth[Symbol.asyncDispose]()
  await clock.advance(0)
  expect(lines).toHaveLength(1)
  expect(events.map(({ type }) => type)).toEqual(['signed-in'])
})

test('Client tokens of two clients are kept apart, also on one application key.', async () => {
  const first = setUp()
  const second = setUp({ fetch: first.options.fetch, clientSecret: 'fake-client-secret' })
  await Promise.all([first.auth.signIn(ada), second.auth.signIn(ada)])
  const grants = first.emulator.requests
    .filter(({ endpoint }) => endpoint === 'client-token')
    .map(({ parameters }) => parameters['grant_type'])
  expect(grants.sort()).toEqual(['client_credentials', 'implicit'])
})

test('A client token given as text must be one.', () => {
  for (const clientToken of ['', 'two words', 'line\nbreak', 'żeton']) {
    const make = () => createElasticPathAuth({ clientToken, passwordProfileId: 'profile' })
    expect(make).toThrow(/`clientToken` must be a token: printable ASCII/)
  }
})

test('A 401 says that the client is wrong, whatever its words are.', async () => {
  for (const body of [
    { errors: [{ title: 'Something odd' }] },
    { error: 'invalid_grant' },
    { error: 'invalid_client' },
  ]) {
    const error = await failureOf(setUp({ fetch: answering(401, body) }).auth.getToken())
    expect(error).toMatchObject({ code: 'invalid_client', status: 401, provider: 'elasticpath' })
    expect(String(error)).toContain('no client token was issued: `clientId` or `clientSecret` is wrong')
  }
})

test('However many calls a dead client token fails, it is replaced once.', async () => {
  const { auth, emulator, calls } = setUp()
  await auth.getToken()
  emulator.advance(3_600_000)
  const responses = await Promise.all(Array.from({ length: 10 }, () => auth.fetch('/v2/accounts')))
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]))
  expect(calls().filter((call) => call === 'client-token')).toHaveLength(2)
})

test('An API that rejects every client token answers its callers, until it is too early for another one.', async () => {
  const { auth, emulator, calls } = setUp()
  const kind = (): Response =>
    Response.json({ errors: [{ title: 'Unauthorized', detail: 'Unable to validate access token' }] }, { status: 401 })
  emulator.fail({ provider: 'elasticpath', endpoint: 'resource', kind, times: Number.POSITIVE_INFINITY })
  // Its own answer says more than that it is too early for another token.
  for (let call = 0; call < 2; call += 1) expect((await auth.fetch('/v2/accounts')).status).toBe(401)
  await expect(auth.fetch('/v2/accounts')).rejects.toMatchObject({ code: 'cooling_down' })
  expect(calls().filter((call) => call === 'client-token').length).toBeLessThanOrEqual(3)
})

test('What is disposed of waits for the client token that is under way.', async () => {
  const { options } = setUp()
  const { promise: gate, resolve: open } = Promise.withResolvers<void>()
  const { auth } = setUp({
    fetch: async (input, init) => {
      if (new Request(input, init).url.endsWith('/oauth/access_token')) await gate
      return (options.fetch ?? fetch)(input, init)
    },
  })
  const steps: string[] = []
  const headers = auth.getToken().then(() => steps.push('token'))
  const disposed = auth[Symbol.asyncDispose]().then(() => steps.push('disposed'))
  await Promise.resolve()
  open()
  await Promise.all([headers, disposed])
  expect(steps).toEqual(['token', 'disposed'])
})

test('A sign-in and a renewal are sent again after a 500.', async () => {
  const clock = createVirtualClock()
  const { auth, emulator, answers } = setUp({ clock }, { clock })
  emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind: 'html' })
  await clock.settle(auth.getToken())
  emulator.fail({ provider: 'elasticpath', endpoint: 'token', kind: 'html' })
  await clock.settle(auth.refresh())
  expect(answers()).toEqual(['client-token 200', 'token 500', 'token 201', 'token 500', 'token 201'])
})

test('Who stops waiting leaves at once, also where the function `clientToken` never answers.', async () => {
  const { emulator, options } = setUp()
  const { clientId } = emulator.credentials.elasticpath
  const clients = createElasticPathAuth({ ...options, clientId })
  const { authorization = '' } = await clients.headers()
  let isSilent = false
  const clientToken = (): string | Promise<never> =>
    isSilent ? new Promise(() => {}) : authorization.replace('Bearer ', '')
  const { auth } = setUp({ clientToken, fetch: emulator.fetch, credentials: ada })
  await auth.getToken()
  isSilent = true
  for (const method of ['fetch', 'headers'] as const) {
    const controller = new AbortController()
    const left = auth[method]('/v2/accounts', { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(left).rejects.toThrow('enough')
  }
})
