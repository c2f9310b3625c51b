import { isAuthError } from '../../src/index.ts'
import { ada } from '../support/test-adapter.ts'
import type { Callers } from './callers.ts'
import type { Client, World } from './world.ts'

export function signIn(world: World, callers: Callers, client: Client): void {
  const { tally, trace, setting, random, provider, clock } = world
  provider.excusedAt = clock.truth()
  provider.waits.reset(client.name)
  client.signedOut = false
  tally.wishes += 1
  tally.resets += 1
  trace.add(`${client.name} signs in`)
  const given = !setting.hasCredentials || random.chance(0.5) ? ada : undefined
  const signingIn = client.auth.signIn(given).catch((error: unknown) => {
    // Whoever signs in while another sign-in is being stored does without that one.
    const own = isAuthError(error, 'reauth_required') ? provider.families.latestOf(client.name) : undefined
    if (own !== undefined) provider.families.giveUp(own)
    throw error
  })
  callers.follow(world, `${client.name} signIn`, signingIn)
}

export function signOut(world: World, callers: Callers, client: Client): void {
  const { tally, trace, provider, clock } = world
  provider.excusedAt = clock.truth()
  const use = provider.spentBy(client.name)
  // It does not wait for a renewal that is out, and the session is being given up anyway.
  if (use) provider.families.excuse(use.refreshToken, { loser: undefined, order: use.order })
  provider.waits.reset(client.name)
  client.signedOut = true
  tally.signOuts += 1
  tally.resets += 1
  trace.add(`${client.name} signs out`)
  // It may be in memory only, where the store cannot be written.
  const own = provider.families.latestOf(client.name)
  const leaving = client.auth.signOut().then(
    () => {
      if (own !== undefined) provider.families.giveUp(own)
    },
    (error: unknown) => {
      provider.families.giveUp()
      throw error
    },
  )
  callers.follow(world, `${client.name} signOut`, leaving)
}

/** One signs out while the others go on asking, until somebody signs in again. */
export function signOutElsewhere(world: World, callers: Callers, client: Client): void {
  const { clock, clients, setting, tally, random } = world
  signOut(world, callers, client)
  for (const share of [0.5, 1.5, 3, 6]) {
    clock.schedule(() => {
      for (const other of clients) {
        tally.moments += 1
        callers.followToken(world, other, other.auth.getToken())
      }
    }, share * setting.recheckMs)
  }
  if (random.chance(0.8)) clock.schedule(() => signIn(world, callers, client), 7 * setting.recheckMs)
}

/** One signs in while its own renewal is out, and the others need the session meanwhile. */
export function overtakeRenewal(world: World, callers: Callers, client: Client): void {
  const { clock, clients, provider, tally, random, trace } = world
  const renew = (one: Client): void => {
    provider.excusedAt = clock.truth()
    tally.wishes += 1
    tally.moments += 1
    trace.add(`${one.name} refreshes`)
    callers.followToken(world, one, one.auth.refresh())
  }
  renew(client)
  const meanwhileMs = random.between(0, provider.latencyMs)
  // Some wait for the lock when the sign-in comes, some come after it.
  clock.schedule(() => signIn(world, callers, client), meanwhileMs)
  for (const other of clients) {
    if (other !== client) clock.schedule(() => renew(other), random.between(0, 1.5) * meanwhileMs)
  }
}
