import { describe, expect, test } from 'vitest'
import { createPair, lifeMs, readRecord, writeText } from '../support/records.ts'
import { createTestAuth } from '../support/test-adapter.ts'

const minuteMs = 60_000

/** What a client finds that has nothing in memory, where the record is dated as given. */
async function findDated(offsetMs: number) {
  const { first, store } = await createPair()
  const { clock, endpoint } = first
  const record = await readRecord(store)
  await writeText(store, JSON.stringify({ ...record, obtainedAt: clock.now() + offsetMs }))
  const reload = () => createTestAuth({ clock, endpoint, store, identity: 'ada', credentials: undefined })
  return { clock, endpoint, store, reload }
}

describe('A record from the future', () => {
  test('is of unknown age: its token is used, and renewed in the background.', async () => {
    const { clock, endpoint, store, reload } = await findDated(10 * minuteMs)
    const { auth } = reload()
    expect((await auth.getToken()).value).toBe('access-token-1')
    expect((await auth.getToken()).value).toBe('access-token-1')
    await clock.advance(0)
    expect(endpoint.requests.at(-1)).toMatchObject({ grant: 'refresh' })
    expect(await readRecord(store)).toMatchObject({ accessToken: 'access-token-2', obtainedAt: clock.now() })
  })

  test('is not new again at each reload.', async () => {
    const { clock, endpoint, reload } = await findDated(10 * minuteMs)
    for (let count = 0; count < 5; count += 1) {
      const { auth } = reload()
      await auth.getToken()
      await auth.getToken()
      await clock.advance(minuteMs)
    }
    expect(endpoint.requests.filter(({ grant }) => grant === 'refresh')).toHaveLength(1)
  })

  test('does not stretch a token: `expiresAt` is no later than its life allows.', async () => {
    const { clock, reload } = await findDated(10 * minuteMs)
    const { expiresAt } = await reload().auth.getToken()
    expect(expiresAt).toBeLessThan(clock.now() + lifeMs / 5)
  })

  test.each([0, 5000])(
    'is taken for new where the clocks differ by less than the hard margin: %d ms.',
    async (offsetMs) => {
      const { clock, endpoint, reload } = await findDated(offsetMs)
      await reload().auth.getToken()
      await clock.advance(0)
      expect(endpoint.requests.filter(({ grant }) => grant === 'refresh')).toHaveLength(0)
    },
  )
})
