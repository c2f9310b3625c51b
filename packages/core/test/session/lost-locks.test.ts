import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createDoublingStore, createLeaseStore } from '../support/lockless-stores.ts'
import { createPair, grantsOf, lifeMs, readRecord, readText, softMs, timesSent } from '../support/records.ts'
import { ada, createTestAuth, failureOf, type TestSetup } from '../support/test-adapter.ts'

const lookMs = 61_000

/**
 * Two clients of one session, of which the first is renewing it, whether or not somebody waits for that. The answer
 * takes 8 s, of which one has passed, and later ones take no time.
 */
async function renewing(how: 'waited for' | 'in the background') {
  const { first, second, store } = await createPair()
  const { clock, endpoint } = first
  await clock.advance(softMs)
  endpoint.latencyMs = 8000
  const renewed = how === 'waited for' ? first.auth.refresh() : first.auth.getToken()
  await clock.advance(1000)
  endpoint.latencyMs = 0
  expect(grantsOf(first)).toEqual(['password', 'refresh'])
  return { first, second, store, clock, endpoint, renewed }
}

const circumstances = (['waited for', 'in the background'] as const).flatMap((how) =>
  (['waits for the lock', 'asks after it'] as const).map((other) => [how, other] as const),
)

/** Each refresh token was sent at most once. */
function expectNothingSpentTwice({ endpoint }: TestSetup): void {
  const spent = endpoint.requests.filter(({ grant }) => grant === 'refresh').map(({ refreshToken }) => refreshToken)
  expect(new Set(spent).size).toBe(spent.length)
  expect(endpoint.reuseDetected).toBe(false)
}

describe('A sign-in during a rotating renewal', () => {
  test.each(circumstances)(
    'that is %s lets nobody spend the refresh token again: another client that %s.',
    async (how, other) => {
      const { first, second, clock, endpoint, renewed } = await renewing(how)
      const early = other === 'waits for the lock' ? second.auth.refresh() : undefined
      await clock.advance(0)
      endpoint.latencyMs = 3000
      const signingIn = first.auth.signIn(ada)
      await clock.advance(0)
      endpoint.latencyMs = 0
      const asking = early ?? second.auth.refresh()
      expect(await clock.settle(signingIn)).toEqual({ user: 'ada' })
      expect((await clock.settle(asking)).value).toMatch(/^access-token-[23]$/)
      await clock.settle(renewed)
      expectNothingSpentTwice(first)
      expect(grantsOf(first)).toEqual(['password', 'refresh', 'password'])
      await clock.advance(lookMs)
      const own = await first.auth.getToken()
      expect((await second.auth.getToken()).value).toBe(own.value)
      await second.auth.refresh()
      expectNothingSpentTwice(first)
    },
  )

  test('is sent at once, and not when the renewal has ended.', async () => {
    const { first, clock, endpoint } = await renewing('waited for')
    const signingIn = first.auth.signIn(ada)
    await clock.advance(0)
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'password', at: softMs + 1000 })
    await clock.settle(signingIn)
  })

  test('leaves its own session in the store, and not that of the renewal.', async () => {
    const { first, store, clock, renewed } = await renewing('waited for')
    await clock.settle(first.auth.signIn(ada))
    await clock.settle(renewed)
    await clock.advance(lookMs)
    const { value, generation } = await first.auth.getToken()
    expect(await readRecord(store)).toMatchObject({ accessToken: value, generation })
    await first.auth.refresh()
    expectNothingSpentTwice(first)
    expect(first.endpoint.requests.at(-1)).toMatchObject({ refreshToken: value.replace('access', 'refresh') })
  })

  test.each(circumstances)(
    'that is %s loses nothing of what that brings when it fails, and another client that %s adopts it.',
    async (how, other) => {
      const { first, second, store, clock, renewed } = await renewing(how)
      const early = other === 'waits for the lock' ? second.auth.refresh() : undefined
      await clock.advance(0)
      const error = await failureOf(clock, first.auth.signIn({ ...ada, password: 'a wrong one' }))
      expect(error).toMatchObject({ code: 'invalid_credentials' })
      const asking = early ?? second.auth.refresh()
      expect((await clock.settle(asking)).value).toBe('access-token-2')
      await clock.settle(renewed)
      expect(await readText(store)).toContain('refresh-token-2')
      expect(grantsOf(first)).toEqual(['password', 'refresh', 'password'])
      await clock.advance(lifeMs)
      expect((await clock.settle(first.auth.getToken())).value).toBe('access-token-3')
      expect((await clock.settle(second.auth.getToken())).value).toBe('access-token-3')
      expectNothingSpentTwice(first)
    },
  )

  test('that fails after the renewal has ended loses nothing either.', async () => {
    const { first, second, store, clock, endpoint } = await renewing('in the background')
    endpoint.latencyMs = 9000
    const error = await failureOf(clock, first.auth.signIn({ ...ada, password: 'a wrong one' }))
    expect(error).toMatchObject({ code: 'invalid_credentials' })
    endpoint.latencyMs = 0
    expect(await readText(store)).toContain('refresh-token-2')
    expect((await clock.settle(second.auth.refresh())).value).toBe('access-token-2')
    expect((await clock.settle(first.auth.refresh())).value).toBe('access-token-3')
    expectNothingSpentTwice(first)
  })
})

describe.each(['at once', 'one after the other'] as const)('A store that runs a change twice, %s,', (how) => {
  const create = (
    credentials: typeof ada | undefined,
  ): TestSetup & { readonly store: ReturnType<typeof createDoublingStore> } => {
    const clock = createVirtualClock()
    const store = createDoublingStore(how)
    return { store, ...createTestAuth({ clock, store, identity: 'ada', credentials }) }
  }

  test.each([0, 500])('does not sign in twice with credentials, where an answer takes %d ms.', async (latencyMs) => {
    const setup = create(ada)
    setup.endpoint.latencyMs = latencyMs
    expect((await setup.clock.settle(setup.auth.getToken())).value).toBe('access-token-1')
    expect(grantsOf(setup)).toEqual(['password'])
    expect(await readText(setup.store)).toContain('access-token-1')
  })

  test('does not send what was given to `signIn` twice.', async () => {
    const setup = create(undefined)
    setup.endpoint.latencyMs = 500
    await setup.clock.settle(setup.auth.signIn(ada))
    expect(grantsOf(setup)).toEqual(['password'])
    expect((await setup.auth.getToken()).value).toBe('access-token-1')
    expect(await readText(setup.store)).toContain('access-token-1')
  })

  test.each([0, 500])('does not spend a refresh token twice, where an answer takes %d ms.', async (latencyMs) => {
    const setup = create(undefined)
    await setup.clock.settle(setup.auth.signIn(ada))
    setup.endpoint.latencyMs = latencyMs
    for (const number of [2, 3]) {
      await setup.clock.advance(lifeMs)
      expect((await setup.clock.settle(setup.auth.getToken())).value).toBe(`access-token-${number}`)
      expect(await readText(setup.store)).toContain(`refresh-token-${number}`)
    }
    expect(timesSent(setup, 'refresh-token-1')).toBe(1)
    expectNothingSpentTwice(setup)
    expect(setup.clock.timers).toBe(0)
  })

  test('asks for credentials once.', async () => {
    const clock = createVirtualClock()
    let asked = 0
    const credentials = async (): Promise<typeof ada> => {
      asked += 1
      return ada
    }
    const { auth } = createTestAuth({ clock, store: createDoublingStore(how), identity: 'ada', credentials })
    await clock.settle(auth.getToken())
    expect(asked).toBe(1)
  })

  test('reports a refusal once, and sends the wrong password once.', async () => {
    const setup = create({ ...ada, password: 'a wrong one' })
    expect(await failureOf(setup.clock, setup.auth.getToken())).toMatchObject({ code: 'invalid_credentials' })
    await setup.clock.advance(0)
    expect(grantsOf(setup)).toEqual(['password'])
    expect(setup.events.filter(({ type }) => type === 'failed')).toHaveLength(1)
  })

  test('signs out once.', async () => {
    const setup = create(ada)
    await setup.clock.settle(setup.auth.getToken())
    await setup.clock.settle(setup.auth.signOut())
    expect(grantsOf(setup)).toEqual(['password', 'revoke'])
    expect(await readRecord(setup.store)).toMatchObject({ signedOut: true })
  })
})

describe('A renewal whose lock was lost after it was sent', () => {
  test('is not written over the session of a sign-in elsewhere that was seen meanwhile.', async () => {
    const store = createLeaseStore()
    const { first, second } = await createPair({ store, timing: { recheckMs: 1000 } })
    const { clock, endpoint } = first
    await clock.advance(softMs)
    endpoint.latencyMs = 8000
    await first.auth.getToken()
    await clock.advance(1000)
    expect(grantsOf(first)).toEqual(['password', 'refresh'])
    endpoint.latencyMs = 0
    store.revoke()
    await second.auth.signIn(ada)
    const other = store.text
    await clock.advance(2000)
    expect((await first.auth.getToken()).value).toBe('access-token-2')
    await clock.advance(20_000)
    await clock.settle(first.auth[Symbol.asyncDispose]())
    expect(store.text).toBe(other)
  })
})
