import { describe, expect, test } from 'vitest'
import { type Fleet, startFleet } from './workerd/start-fleet.ts'

// What waiting for a promise of a request that has ended does: it never settles, or it throws at once.
const dates = ['2024-09-01', '2026-11-17']
const untilLeaseEndsMs = 15_001

/** Two Workers that share a session whose token has expired; the answer to the next renewal is held back. */
async function startFleetWithHeldRenewal(
  date: string,
  held: Parameters<Fleet['provider']['holdNext']>[0],
): Promise<Fleet> {
  const fleet = await startFleet(date, ['a', 'b'])
  await fleet.ask('a', '/sign-in')
  await fleet.passHour()
  fleet.provider.holdNext(held)
  return fleet
}

describe.each(dates)('On workerd as of %s,', (date) => {
  test('100 requests at once, over four isolates, make one token request each time the token expires.', async () => {
    const names = ['a', 'b', 'c', 'd']
    await using fleet = await startFleet(date, names)
    const everybody = (): Promise<string[]> =>
      Promise.all(Array.from({ length: 100 }, (_, index) => fleet.ask(names[index % 4] ?? '', '/token?client=service')))
    const tokens = new Set<string>()
    for (let expiries = 0; expiries < 10; expiries += 1) {
      const outcomes = new Set(await everybody())
      expect(outcomes.size).toBe(1)
      for (const outcome of outcomes) tokens.add(outcome)
      await fleet.passHour()
    }
    expect(tokens.size).toBe(10)
    expect(fleet.provider.grants).toEqual(['password', ...Array(9).fill('refresh_token')])
  })

  test('a token that one Worker renews is there for the other, whose request waited, for few calls of the object.', async () => {
    await using fleet = await startFleetWithHeldRenewal(date, 'handled')
    const first = fleet.ask('a', '/token')
    await fleet.provider.arrival()
    const second = fleet.ask('b', '/token')
    await fleet.untilAsked(3)
    fleet.provider.release()
    expect(await second).toBe(await first)
    const signIn = ['read', 'lock', 'replace']
    const renewal = ['lock', 'replace']
    const waiting = ['read', 'lock', 'lock', 'release']
    expect((await fleet.object().calls()).sort()).toEqual([...signIn, ...renewal, ...waiting].sort())
    expect(fleet.provider.grants).toEqual(['password', 'refresh_token'])
  })

  test('an object that is reset in the middle of a renewal loses neither the lock nor the token.', async () => {
    await using fleet = await startFleetWithHeldRenewal(date, 'handled')
    const first = fleet.ask('a', '/token')
    await fleet.provider.arrival()
    const second = fleet.ask('b', '/token')
    await fleet.untilAsked(3)
    await fleet
      .object()
      .reset()
      .catch(() => {})
    await fleet.untilAsked(1)
    fleet.provider.release()
    expect(await second).toBe(await first)
    expect(fleet.provider.grants).toEqual(['password', 'refresh_token'])
    await fleet.passHour()
    expect(await fleet.ask('b', '/token')).not.toBe(await first)
    expect(fleet.provider.grants).toEqual(['password', 'refresh_token', 'refresh_token'])
  })

  test('a caller that stops waiting cancels no renewal that is out.', async () => {
    await using fleet = await startFleetWithHeldRenewal(date, 'handled')
    expect(await fleet.ask('a', '/abort')).toBe('Error: enough')
    const second = fleet.ask('b', '/token')
    await fleet.untilAsked(3)
    fleet.provider.release()
    expect(await second).toMatch(/^\w/)
    expect(await fleet.ask('a', '/token')).toBe(await second)
    expect(fleet.provider.grants).toEqual(['password', 'refresh_token'])
  })

  test('a renewal goes on after its request has ended, where it has `waitUntil`.', async () => {
    await using fleet = await startFleetWithHeldRenewal(date, 'handled')
    expect(await fleet.ask('a', '/leave')).toBe('left')
    const second = fleet.ask('b', '/token')
    await fleet.untilAsked(3)
    fleet.provider.release()
    expect(await fleet.ask('a', '/token')).toBe(await second)
    expect(fleet.provider.grants).toEqual(['password', 'refresh_token'])
  })

  test('a lock whose request has ended is free after its time, and the other Worker renews.', async () => {
    await using fleet = await startFleetWithHeldRenewal(date, 'unseen')
    expect(await fleet.ask('a', '/leave?client=without-wait-until')).toBe('left')
    const second = fleet.ask('b', '/token')
    await fleet.untilAsked(3)
    await fleet.object().jump(untilLeaseEndsMs)
    expect(await second).toMatch(/^\w{20}/)
    expect(fleet.provider.grants).toEqual(['password', 'refresh_token'])
  })

  test('an answer that ends with its request cannot be had: people sign in again.', async () => {
    await using fleet = await startFleetWithHeldRenewal(date, 'handled')
    expect(await fleet.ask('a', '/leave?client=without-wait-until')).toBe('left')
    const second = fleet.ask('b', '/token')
    await fleet.untilAsked(3)
    await fleet.object().jump(untilLeaseEndsMs)
    expect(await second).toBe('reauth_required')
    await fleet.ask('b', '/sign-in')
    expect(await fleet.ask('a', '/token')).toBe(await fleet.ask('b', '/token'))
  })

  test('a sign-out at one Worker is seen by the other at its next look.', async () => {
    await using fleet = await startFleet(date, ['a', 'b'])
    await fleet.ask('a', '/sign-in?client=watchful')
    expect(await fleet.ask('b', '/token?client=watchful')).toMatch(/^\w{20}/)
    await fleet.ask('a', '/sign-out?client=watchful')
    await fleet.ask('b', '/a-second-passes')
    expect(await fleet.ask('b', '/token?client=watchful')).toBe('reauth_required')
  })
})
