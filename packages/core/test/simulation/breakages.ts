import type { TokenStore } from '../../src/index.ts'
import type { TestAuth } from '../support/test-adapter.ts'
import { runScenario, type ScenarioOptions } from './scenario.ts'
import { isTombstone } from './sign-outs.ts'

/** The kinds of violations in some scenarios. */
export async function violationsWith(breakage: ScenarioOptions, scenarios = 25): Promise<Set<string>> {
  const kinds = new Set<string>()
  for (let seed = 1; seed <= scenarios; seed += 1) {
    const { violations } = await runScenario(seed, breakage)
    for (const violation of violations) kinds.add(violation.split(':')[0] ?? '')
  }
  return kinds
}

/** A client whose `getToken` is another. */
export function withGetToken(getToken: (auth: TestAuth) => TestAuth['getToken']): ScenarioOptions {
  return { auth: (auth) => ({ ...auth, getToken: getToken(auth), signOut: auth.signOut }) }
}

type Change = Parameters<TokenStore['update']>[1]

function withChange(store: TokenStore, around: (change: Change) => Change): TokenStore {
  return { ...store, update: (key, change, options) => store.update(key, around(change), options) }
}

/** Writes what was stored first, whatever comes later. */
export function forgetful(store: TokenStore): TokenStore {
  return withChange(store, (change) => async (current, signal) => {
    const next = await change(current, signal)
    return current !== undefined && next !== undefined ? current : next
  })
}

/** Removes a record that says that the session is signed out. */
export function unmarking(store: TokenStore): TokenStore {
  return withChange(store, (change) => async (current, signal) => {
    const next = await change(current, signal)
    return next !== undefined && isTombstone(next) ? undefined : next
  })
}

/** Shows the session that was there before somebody signed out. */
export function hidingSignOuts(store: TokenStore): TokenStore {
  let session: string | undefined
  function show(text: string | undefined): string | undefined {
    if (text === undefined || !isTombstone(text)) session = text
    return session
  }
  const showing = withChange(store, (change) => (current, signal) => change(show(current), signal))
  return { ...showing, read: async (key, options) => show(await store.read(key, options)) }
}

/** Does not say that the lock is lost. */
export function hidingLostLocks(store: TokenStore): TokenStore {
  return withChange(store, (change) => (current) => change(current, new AbortController().signal))
}
