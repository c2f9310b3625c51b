import { type Auth, isAuthError } from '@auth/core'
import { createElasticPathAuth, type ElasticPathCredentials } from '@auth/elasticpath'
import { createEmulator } from '@auth/emulator/fetch'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import { expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'

/** A client of an emulated provider, with or without the option `credentials`, and what was sent to it. */
interface Subject {
  readonly name: string
  create(credentials?: unknown): { auth: Auth<unknown, unknown>; sent: () => number }
  /** Values that somebody may type and no server would take, with the field that is at fault. */
  readonly impossible: ReadonlyArray<readonly [values: object, field: string]>
  readonly right: object
}

/** Makes clients on one emulator each, whatever their types say of credentials. */
function creating<Options>(make: (options: Options) => unknown, options: (emulator: Emulated) => Options) {
  return (credentials?: unknown) => {
    const emulator = createEmulator()
    const given = { ...options(emulator), fetch: emulator.fetch, ...(credentials !== undefined && { credentials }) }
    // What is wrong with the types of credentials here is what is tested.
    const auth = make(given as Options) as Auth<unknown, unknown>
    return { auth, sent: () => emulator.requests.length }
  }
}
type Emulated = ReturnType<typeof createEmulator>

const { credentials } = createEmulator()
const token = { mechanism: 'account_management_authentication_token' } satisfies Partial<ElasticPathCredentials>
const signUp = { mechanism: 'self_signup', username: 'new', password: 'long-enough', name: 'New', email: 'n@x.example' }

const subjects: readonly Subject[] = [
  {
    name: 'meshy',
    create: creating(createMeshyAuth, ({ urls }) => {
      const { accountName, publicKey } = credentials.meshy
      return { ...urls.meshy, accountName, publicKey }
    }),
    right: { username: credentials.meshy.username, password: credentials.meshy.password },
    impossible: [
      [{ username: '', password: '' }, 'username'],
      [{ username: 'ada-lovelace', password: '' }, 'password'],
      [{ username: '', anonymous: true }, 'username'],
    ],
  },
  {
    name: 'elasticpath',
    create: creating(createElasticPathAuth, ({ urls }) => {
      const { clientId, passwordProfileId } = credentials.elasticpath
      return { ...urls.elasticpath, clientId, passwordProfileId, identity: 'user-17' }
    }),
    right: { username: credentials.elasticpath.username, password: credentials.elasticpath.password },
    impossible: [
      [{ username: '', password: '' }, 'username'],
      [{ username: 'ada-lovelace', password: '' }, 'password'],
      [{ mechanism: 'passwordless', username: 'ada-lovelace', oneTimePasswordToken: '' }, 'oneTimePasswordToken'],
      [
        { mechanism: 'oidc', authorizationCode: '', redirectUri: 'https://x.example', codeVerifier: 'v' },
        'authorizationCode',
      ],
      [{ ...signUp, email: '' }, 'email'],
      [{ ...token, token: '' }, 'token'],
      [{ ...token, token: 'two\nlines-of-it' }, 'token'],
      [{ ...token, token: 'żeton-not-a-header' }, 'token'],
    ],
  },
  {
    name: 'gooru',
    create: creating(createGooruAuth, ({ urls }) => {
      const { clientId, clientKey } = credentials.gooru
      return { ...urls.gooru, clientId, clientKey }
    }),
    right: { username: credentials.gooru.username, password: credentials.gooru.password },
    impossible: [
      [{ username: '', password: '' }, 'username'],
      [{ username: 'ada-lovelace', password: '' }, 'password'],
      [{ username: 'ada:lovelace', password: 'a-password' }, 'username'],
    ],
  },
  {
    name: 'genlogs',
    create: creating(createGenlogsAuth, ({ urls }) => ({ ...urls.genlogs, apiKey: credentials.genlogs.apiKey })),
    right: { email: credentials.genlogs.email, password: credentials.genlogs.password },
    impossible: [
      [{ email: '', password: '' }, 'email'],
      [{ email: 'ada@lovelace.example', password: '' }, 'password'],
    ],
  },
]

describe.for(subjects)('$name', ({ name, create, impossible, right }) => {
  test.for(impossible)(
    'values that somebody typed, %j, are refused as wrong credentials, unsent',
    async ([values, field]) => {
      const { auth, sent } = create()
      const error = await failureOf(auth.signIn(values))
      if (!isAuthError(error)) throw error
      expect(error).toMatchObject({ code: 'invalid_credentials', phase: 'sign-in', attempts: 0, retryable: false })
      expect(error.message).toMatch(
        new RegExp(`^@auth/${name}: the sign-in was not sent: \`${field}\` must be .* Ask for`),
      )
      expectNoSecrets(
        error,
        Object.values(values).filter((value) => typeof value === 'string' && value.length > 12),
      )
      expect(sent()).toBe(0)
      await auth.signIn(right)
      expect(auth.status).toBe('fresh')
    },
  )

  test.for(impossible)('a callback that brings %j fails the call, not the program', async ([values, field]) => {
    const { auth, sent } = create(async () => values)
    for (const _ of [1, 2]) {
      const error = await failureOf(auth.getToken())
      expect(error).toMatchObject({ code: 'invalid_credentials', phase: 'sign-in', attempts: 0 })
      expect(String(error)).toContain(`\`${field}\` must be`)
    }
    expect(sent()).toBe(0)
  })

  test.for(impossible)('the option `credentials` %j is a TypeError when the client is made', ([values, field]) => {
    expect(() => create(values)).toThrow(TypeError)
    expect(() => create(values)).toThrow(`@auth/${name}: \`credentials\`: \`${field}\` must be`)
  })

  test.for([5, 'ada', null, {}, { username: 5, password: 'x' }, { email: 5, password: 'x' }, { unknown: 'x' }])(
    'the wrong shape %j stays a TypeError',
    async (values) => {
      const { auth, sent } = create()
      expect(await failureOf(auth.signIn(values))).toBeInstanceOf(TypeError)
      expect(sent()).toBe(0)
    },
  )

  test('inherited credentials are a TypeError: what copies or compares them would not see them', async () => {
    const inherited = Object.create(right)
    const refusal = /^@auth\/\w+: `credentials`: `(username|email)` is inherited or hidden\. Pass a plain object$/
    expect(() => create(inherited)).toThrow(refusal)
    const given = create()
    const asked = create(async () => inherited)
    await expect(given.auth.signIn(inherited)).rejects.toThrow(refusal)
    await expect(asked.auth.getToken()).rejects.toThrow(refusal)
    expect([given.sent(), asked.sent()]).toEqual([0, 0])
  })

  test('a session that there is goes on after values that were not sent', async () => {
    const { auth } = create()
    await auth.signIn(right)
    const { value } = await auth.getToken()
    await failureOf(auth.signIn(impossible[0]?.[0]))
    expect((await auth.getToken()).value).toBe(value)
  })
})

test('an empty part of a name, as a form has it, is not sent with a sign-up', async () => {
  const { auth, sent } = subjects[1]?.create() ?? {}
  if (!auth || !sent) throw new Error('the list of providers has changed')
  await auth.signIn({ ...signUp, givenName: 'New', middleName: '', familyName: '' })
  expect(sent()).toBe(2)
})
