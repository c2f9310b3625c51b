import { createVirtualClock, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'
import { createPair, grantsOf, lifeMs, readRecord, readText, writeText } from '../support/records.ts'
import { ada, createTestAuth, failureOf, type TestOverrides } from '../support/test-adapter.ts'
import { createTokenEndpoint } from '../support/token-endpoint.ts'

const dayMs = 24 * 3_600_000
const tenYearsMs = 3652.5 * dayMs
const tooLong = 'x'.repeat(16 * 1024 + 1)
// The virtual clock starts here.
const now = Date.UTC(2030, 0, 1)

/** What somebody changed in a record, and what the error calls it. */
type Damage = readonly [name: string, change: Readonly<Record<string, unknown>>, called: RegExp]

const damages: readonly Damage[] = [
  ['an empty access token', { accessToken: '' }, /access token/],
  ['an access token of a space', { accessToken: ' ' }, /access token/],
  ['an access token of two words', { accessToken: 'hunter2 words' }, /access token/],
  ['an access token with a line break', { accessToken: 'hunter2-line\r\nx-injected: yes' }, /access token/],
  ['an access token that is not ASCII', { accessToken: 'hunter2-schlüssel' }, /access token/],
  ['an access token with a control character', { accessToken: 'hunter2-\u0000' }, /access token/],
  ['an access token over 16 KiB', { accessToken: tooLong }, /access token/],
  ['an access token that is a number', { accessToken: 1234567 }, /access token/],
  ['no access token', { accessToken: undefined }, /access token/],
  ['an empty refresh token', { refreshToken: '' }, /refresh token/],
  ['a refresh token with a line break', { refreshToken: 'hunter2-line\nbreak' }, /refresh token/],
  ['a refresh token that is not ASCII', { refreshToken: 'hunter2-schlüssel' }, /refresh token/],
  ['a refresh token over 16 KiB', { refreshToken: tooLong }, /refresh token/],
  ['a refresh token that is a number', { refreshToken: 1234567 }, /refresh token/],
  ['a refresh token that is null', { refreshToken: null }, /refresh token/],
  ['a life of nothing', { lifeMs: 0 }, /li[fv]e|expir/],
  ['a negative life', { lifeMs: -1 }, /li[fv]e|expir/],
  ['a life of more than 10 years', { lifeMs: tenYearsMs + 1 }, /li[fv]e|expir/],
  ['a life of 1e300 ms', { lifeMs: 1e300 }, /li[fv]e|expir/],
  ['a life that is a text', { lifeMs: '3600000' }, /li[fv]e|expir/],
  ['no life', { lifeMs: undefined }, /li[fv]e|expir/],
  ['a time that is two days ahead', { obtainedAt: now + 2 * dayMs }, /time|obtainedAt/],
  ['a time that is far ahead', { obtainedAt: 1e300 }, /time|obtainedAt/],
  ['a time that is a text', { obtainedAt: '2030-01-01' }, /time|obtainedAt/],
  ['no time', { obtainedAt: null }, /time|obtainedAt/],
  ['no generation', { generation: undefined }, /generation/],
  ['a generation that is a text', { generation: '1' }, /generation/],
  ['a flag that is a text', { expires: 'hunter2-flag' }, /damaged/],
  ['an identity that is a number', { identity: 1234567 }, /damaged/],
  ['no session', { session: undefined }, /session/],
  ['a session of another shape', { session: ['hunter2-session'] }, /another shape/],
]

/** A store with the record of one client's session after somebody has changed it, and what clients of it share. */
async function damaged(change: Readonly<Record<string, unknown>> | string) {
  const clock = createVirtualClock()
  const endpoint = createTokenEndpoint(clock)
  const store = createMemoryStore(clock)
  const shared = { clock, endpoint, store, identity: 'ada', credentials: undefined }
  await createTestAuth(shared).auth.signIn(ada)
  const text = typeof change === 'string' ? change : JSON.stringify({ ...(await readRecord(store)), ...change })
  await writeText(store, text)
  const create = (overrides: TestOverrides = {}) => createTestAuth({ ...shared, ...overrides })
  return { clock, endpoint, store, create }
}

describe('A stored record', () => {
  test.each(damages)('with %s is replaced by a client that has credentials.', async (_, change) => {
    const { store, create } = await damaged(change)
    const client = create({ credentials: ada })
    expect((await client.auth.getToken()).value).toBe('access-token-2')
    expect(grantsOf(client)).toEqual(['password', 'password'])
    expect(await readRecord(store)).toMatchObject({ accessToken: 'access-token-2', refreshToken: 'refresh-token-2' })
  })

  test.each(damages)(
    'with %s is an error for a client that has neither credentials nor the session.',
    async (_, change, called) => {
      const { clock, store, create } = await damaged(change)
      const before = await readText(store)
      const client = create()
      const { auth } = client
      for (const call of [() => auth.getToken(), () => auth.session(), () => auth.refresh(), () => auth.fetch('/')]) {
        const error = await failureOf(clock, call())
        expect(error).toMatchObject({ code: 'reauth_required', message: expect.stringMatching(/stored.*damaged/) })
        expect(String(error)).toMatch(called)
        expectNoSecrets(error, ['hunter2', '1234567', 'access-token-1', 'refresh-token-1', tooLong])
      }
      expect(grantsOf(client)).toEqual(['password'])
      expect(await readText(store)).toBe(before)
    },
  )

  test.each(damages.filter(([, change]) => !('generation' in change)))(
    'with %s is replaced by a client that has the session in memory, though its number is higher.',
    async (_, change) => {
      const { first, store } = await createPair()
      const record = await readRecord(store)
      await writeText(store, JSON.stringify({ ...record, generation: 99, ...change }))
      await first.clock.advance(lifeMs)
      expect((await first.auth.getToken()).value).toBe('access-token-2')
      expect(grantsOf(first)).toEqual(['password', 'refresh'])
      expect(await readRecord(store)).toMatchObject({ accessToken: 'access-token-2', refreshToken: 'refresh-token-2' })
    },
  )

  test.each(['', '{"version":1,"accessToken":', 'null', '[1]', '{}'])(
    'that is %j says so, and is replaced by a sign-in.',
    async (text) => {
      const { clock, store, create } = await damaged(text)
      const { auth } = create()
      const message = expect.stringMatching(/stored.*damaged/)
      expect(await failureOf(clock, auth.getToken())).toMatchObject({ code: 'reauth_required', message })
      expect(await auth.signIn(ada)).toEqual({ user: 'ada' })
      expect(await readRecord(store)).toMatchObject({ accessToken: 'access-token-2' })
    },
  )

  test('with a life beyond all numbers is damaged, too.', async () => {
    const { clock, store, create } = await damaged({})
    await writeText(store, (await readText(store))?.replace('"lifeMs":3600000', '"lifeMs":1e999'))
    const error = await failureOf(clock, create().auth.getToken())
    expect(error).toMatchObject({ code: 'reauth_required', message: expect.stringMatching(/stored.*damaged/) })
  })

  test.each([
    ['an access token with a line break', { accessToken: 'hunter2-line\r\nbreak' }],
    ['a life of 1e300 ms', { lifeMs: 1e300 }],
    ['a time that is far ahead', { obtainedAt: 1e300 }],
  ])('with %s is replaced by a sign-out, which is no failure.', async (_, change) => {
    const { clock, endpoint, store, create } = await damaged(change)
    const { auth } = create()
    await clock.settle(auth.signOut())
    expect(await readRecord(store)).toMatchObject({ version: 1, signedOut: true })
    expect(JSON.stringify(endpoint.requests)).not.toContain('hunter2-line')
    await auth.signIn(ada)
    expect((await auth.getToken()).value).toBe('access-token-2')
  })

  test.each([
    ['a refresh token with a space in it', { refreshToken: 'two words' }],
    ['no refresh token', { refreshToken: undefined }],
    ['the longest tokens', { accessToken: tooLong.slice(1), refreshToken: tooLong.slice(1) }],
    ['the longest life', { lifeMs: tenYearsMs }],
    ['a time that is 23 hours ahead, by a clock that was wrong', { obtainedAt: now + 23 * 3_600_000 }],
  ])('with %s is taken over as it is.', async (_, change) => {
    const { store, create } = await damaged(change)
    const client = create()
    const { value } = await client.auth.getToken()
    expect(value).toBe((await readRecord(store))['accessToken'])
    expect(grantsOf(client)).toEqual(['password'])
  })
})
