import { type Auth, type AuthOptions, createMemoryStore, isAuthError } from '@auth/core'
import { createElasticPathAuth } from '@auth/elasticpath'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import { createVirtualClock, expectNoSecrets } from '@auth-tools/testing'
import { expect, test } from 'vitest'

// None of them looks like a token or an e-mail address, which are hidden whatever is known.
const username = 'ada-lovelace'
const password = 'analytical engine'
const access = 'access-of-the-person'
const refresh = 'refresh-of-the-person'
const clientAccess = 'access-of-the-application'
const headers = { 'x-gateway-key': 'key-of-the-gateway' }
const person = { username, password }
const userId = 'aada6abc-eb11-4550-981f-3a36a53b4907'
const expires = '2031-01-01T00:00:00Z'

type Shared = Pick<AuthOptions<never>, 'credentials' | 'fetch' | 'clock' | 'store' | 'identity' | 'headers' | 'retry'>
type Client = Auth<unknown, never>

interface Subject {
  readonly name: string
  readonly credentials: object
  /** Of the application. */
  readonly secrets: readonly string[]
  /** Of the session. */
  readonly tokens: readonly string[]
  /** The body of a success. */
  answer(url: URL): unknown
  create(options: Shared): Client
  /** What can fail once there is a session. */
  readonly calls: Readonly<Record<string, (auth: never) => Promise<unknown>>>
}

const renewal = { 'a renewal': (auth: Client) => auth.refresh() }
const signOut = { 'a sign-out': (auth: Client) => auth.signOut() }

const subjects: readonly Subject[] = [
  {
    name: 'meshy',
    credentials: person,
    secrets: [],
    tokens: [access, refresh],
    answer: () => ({ access_token: access, refresh_token: refresh, expires_in: 3600, token_type: 'Bearer' }),
    create: (options) => createMeshyAuth({ ...options, accountName: 'acme', publicKey: 'public-key-of-acme' }),
    calls: { ...renewal, ...signOut },
  },
  {
    name: 'elasticpath',
    credentials: person,
    secrets: ['secret-of-the-store', clientAccess],
    tokens: [access],
    answer: ({ pathname }) =>
      pathname.endsWith('/access_token')
        ? { access_token: clientAccess, expires_in: 60 }
        : { data: [{ account_id: 'acc-1', account_name: 'Acme', token: access, expires }] },
    create: (options) =>
      createElasticPathAuth({
        ...options,
        clientId: 'client-of-the-store',
        clientSecret: 'secret-of-the-store',
        passwordProfileId: 'profile-1',
      }),
    calls: {
      ...renewal,
      switchAccount: (auth: ReturnType<typeof createElasticPathAuth>) => auth.switchAccount({ id: 'acc-2' }),
      'a client token': (auth: ReturnType<typeof createElasticPathAuth>) => auth.headers(),
    },
  },
  ...[{ username, email: 'ada@example.org' }, {}].map(
    (named): Subject => ({
      name: `gooru ${'username' in named ? 'that names the person' : 'that does not name the person'}`,
      credentials: person,
      secrets: ['secret-key-of-the-client'],
      tokens: [access, refresh],
      answer: () => ({ access_token: access, refresh_token: refresh, user_id: userId, ...named }),
      create: (options) =>
        createGooruAuth({
          ...options,
          host: 'gooru.example',
          clientId: 'ba956a97-ae15-11e5-a302-f8a963065976',
          clientKey: 'secret-key-of-the-client',
          longLivedAccess: true,
        }),
      calls: {
        ...renewal,
        ...signOut,
        checkSession: (auth: ReturnType<typeof createGooruAuth>) => auth.checkSession(),
      },
    }),
  ),
  {
    name: 'genlogs',
    credentials: { email: username, password },
    secrets: ['key-of-the-customer'],
    tokens: [access, refresh],
    answer: () => ({
      access_token_data: { token: access, expires },
      refresh_token_data: { token: refresh, expires },
    }),
    create: (options) => createGenlogsAuth({ ...options, apiKey: 'key-of-the-customer', useRefreshToken: true }),
    calls: renewal,
  },
]

const ways = ['by option', 'by callback', 'by signIn'] as const
const stores = ['a private store', 'a shared store'] as const
const statuses = [400, 401, 403, 422, 500] as const

const cases = subjects.flatMap((subject) =>
  Object.keys(subject.calls).flatMap((call) =>
    ways.flatMap((way) =>
      stores.flatMap((store) => statuses.map((status) => [subject.name, call, way, store, status, subject] as const)),
    ),
  ),
)

test.each(cases)(
  '%s: the error of %s, with credentials %s on %s, hides what a %d tells of the session',
  async (...[, call, way, store, status, subject]) => {
    const clock = createVirtualClock()
    // What only passes through is not kept, save for the name.
    const secrets = [
      username,
      ...(way === 'by option' ? [password] : []),
      ...subject.secrets,
      ...subject.tokens,
      ...Object.values(headers),
    ]
    let failing = false
    const fetch = async (input: string | URL | Request): Promise<Response> => {
      const url = new URL(input instanceof Request ? input.url : input)
      const isCreation = subject.name === 'elasticpath' && !url.pathname.endsWith('/access_token')
      if (!failing) return Response.json(subject.answer(url), { status: isCreation ? 201 : 200 })
      const words = `no, ${secrets.join(' and ')}`
      const error = { title: words, detail: words, message: words }
      return Response.json(
        { error: 'refused', error_description: words, message: words, detail: words, errors: [error] },
        { status },
      )
    }
    const options = {
      clock,
      fetch,
      headers,
      retry: { maxAttempts: 1 },
      ...(store === 'a shared store' && { store: createMemoryStore(clock), identity: 'somebody' }),
    }
    const credentials = subject.credentials as never // those of its own provider
    const given = { 'by option': credentials, 'by callback': async () => credentials, 'by signIn': undefined }[way]
    const auth = subject.create({ ...options, credentials: given })
    await clock.settle(way === 'by signIn' ? auth.signIn(credentials) : auth.getToken())
    // By then the token of Elastic Path's client is over, and no other.
    if (call === 'a client token') await clock.advance(61_000)
    failing = true
    const own = auth as never // what its calls take
    const error = await clock.settle(Promise.resolve(subject.calls[call]?.(own)).catch((caught: unknown) => caught))
    // To Gooru, a session whose tokens are refused is gone already.
    if (call === 'a sign-out' && status === 401 && !error) return
    expect(isAuthError(error)).toBe(true)
    expect(String(error)).toContain('[redacted]')
    expectNoSecrets(error, secrets)
  },
)
