import { createVirtualClock, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'
import { lifeMs } from '../support/records.ts'
import { createTestAuth, failureOf, type TestOverrides, type TestSetup } from '../support/test-adapter.ts'
import { createTokenEndpoint, type Fault } from '../support/token-endpoint.ts'

const lovelace = { username: 'ada-lovelace', password: 'analytical engine no. 1', code: 'code-483920-once' }
const hopper = { username: 'grace-hopper', password: 'nanoseconds of wire', code: 'code-771204-once' }
const applicationKey = 'application-key-5f2c91'
/** What of credentials the errors of the request that carries them may not show. */
const known = ({ username, password, code }: typeof lovelace): string[] => [username, password, code]
const tokens = ['access-token-1', 'refresh-token-1']

/** How a client gets the credentials. */
type Way = readonly [name: string, overrides: TestOverrides, start: (setup: TestSetup) => Promise<unknown>]

const ways: readonly Way[] = [
  ['the option', { credentials: lovelace }, ({ auth }) => auth.getToken()],
  ['a callback', { credentials: async () => lovelace }, ({ auth }) => auth.getToken()],
  ['`signIn`', { credentials: undefined }, ({ auth }) => auth.signIn(lovelace)],
]
const stores = [
  ['in its own memory', () => ({})],
  ['in a store', () => ({ store: createMemoryStore(createVirtualClock()), identity: 'somebody' })],
] as const
const cases = ways.flatMap((way) => stores.map((store) => [way[0], store[0], way, store[1]] as const))

/** A refusal that says everything that the provider may know of a session. */
function telling(status: number, secrets: readonly string[]): Fault {
  return { status, body: { message: `no: ${secrets.join(' and ')}` } }
}

async function signedIn([, overrides, start]: Way, storing: TestOverrides): Promise<TestSetup> {
  const clock = createVirtualClock()
  const endpoint = createTokenEndpoint(clock)
  for (const { username, password } of [lovelace, hopper]) endpoint.accept(username, password)
  const headers = { 'x-application-key': applicationKey }
  const setup = createTestAuth({ clock, endpoint, headers, ...storing, ...overrides })
  await start(setup)
  return setup
}

function expectHidden(error: unknown, secrets: readonly string[]): void {
  expect(String(error)).toContain('[redacted]')
  expectNoSecrets(error, secrets)
}

describe.each(cases)('A session started with credentials by %s, and kept %s', (_, __, way, storing) => {
  // What only passes through is not kept, save for the name.
  const given = way[1].credentials === lovelace ? known(lovelace) : [lovelace.username]
  const all = [...given, ...tokens, applicationKey]

  test.each(all)('shows no %j in the error of a renewal.', async (secret) => {
    const { auth, clock, endpoint } = await signedIn(way, storing())
    await clock.advance(lifeMs)
    endpoint.fail({ status: 500, body: { message: `user ${secret} is no longer active` } })
    const error = await failureOf(clock, auth.getToken())
    expect(error).toMatchObject({ code: 'server_error', phase: 'renew' })
    expect(String(error)).toContain('is no longer active')
    expectHidden(error, [secret])
  })

  test('shows none of it in the error of a later renewal, which sends other tokens.', async () => {
    const { auth, clock, endpoint } = await signedIn(way, storing())
    for (let renewal = 0; renewal < 3; renewal += 1) await auth.refresh()
    endpoint.fail(telling(500, [...given, 'refresh-token-4', 'access-token-4', applicationKey]))
    const error = await failureOf(clock, auth.refresh())
    expect(error).toMatchObject({ code: 'server_error', phase: 'renew' })
    expectHidden(error, [...given, 'refresh-token-4', 'access-token-4', applicationKey])
  })

  test('shows none of it in the error of a sign-out.', async () => {
    const { auth, clock, endpoint } = await signedIn(way, storing())
    endpoint.fail(telling(403, all))
    const error = await failureOf(clock, auth.signOut())
    expect(error).toMatchObject({ code: 'invalid_response', phase: 'sign-out' })
    expectHidden(error, all)
  })

  test('shows none of it in the error of a sign-out after a renewal that failed.', async () => {
    const { auth, clock, endpoint } = await signedIn(way, storing())
    await clock.advance(lifeMs)
    endpoint.fail(telling(500, all))
    await failureOf(clock, auth.getToken())
    endpoint.fail(telling(403, all))
    expectHidden(await failureOf(clock, auth.signOut()), all)
  })

  test('shows none of it when somebody else signs in, nor of them in the renewal that follows.', async () => {
    const { auth, clock, endpoint } = await signedIn(way, { ...storing(), identity: 'somebody' })
    endpoint.fail(telling(403, [...known(hopper), ...all]))
    expectHidden(await failureOf(clock, auth.signIn(hopper)), [...known(hopper), ...all])
    await auth.signIn(hopper)
    endpoint.fail(telling(500, [hopper.username]))
    expectHidden(await failureOf(clock, auth.refresh()), [hopper.username])
  })
})

describe('A sign-in of somebody else that failed', () => {
  test.each(['`signIn`', 'a callback'])('leaves the name that started the session hidden: by %s.', async (way) => {
    const overrides = way === '`signIn`' ? { credentials: undefined } : { credentials: async () => lovelace }
    const { auth, clock, endpoint } = await signedIn(
      [way, overrides, ({ auth }) => auth.signIn(way === '`signIn`' ? lovelace : undefined)],
      { identity: 'x' },
    )
    for (let call = 0; call < 2; call += 1) {
      endpoint.fail({ status: 400, body: { error: 'wrong_password' } })
      await failureOf(clock, auth.signIn(hopper))
    }
    endpoint.fail(telling(500, [lovelace.username, hopper.username]))
    expectHidden(await failureOf(clock, auth.refresh()), [lovelace.username, hopper.username])
  })
})

describe('A session that another client stored', () => {
  async function adopted(overrides: TestOverrides): Promise<TestSetup> {
    const clock = createVirtualClock()
    const endpoint = createTokenEndpoint(clock)
    endpoint.accept(lovelace.username, lovelace.password)
    const shared = { clock, endpoint, store: createMemoryStore(clock), identity: 'somebody' }
    await createTestAuth({ ...shared, credentials: lovelace }).auth.getToken()
    const late = createTestAuth({ ...shared, ...overrides })
    await late.auth.getToken()
    return late
  }

  test('shows no token of it in the errors of a client that knows nothing else.', async () => {
    const { auth, clock, endpoint } = await adopted({ credentials: undefined })
    endpoint.fail(telling(500, tokens))
    expectHidden(await failureOf(clock, auth.refresh()), tokens)
  })

  test('shows nothing in the errors of a client that has the credentials as an option.', async () => {
    const { auth, clock, endpoint } = await adopted({ credentials: lovelace })
    const all = [...known(lovelace), ...tokens]
    endpoint.fail(telling(500, all))
    expectHidden(await failureOf(clock, auth.refresh()), all)
    expect(endpoint.requests).toHaveLength(2)
  })
})
