import { isAuthError, type TokenStore } from '@auth/core'
import { createWebStore } from '@auth/core/web-store'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { conform } from './conform.ts'
import { blockDatabase, deleteDatabase, emptyStorage, fillStorage, rewrite } from './stored.ts'
import { TabClock } from './tab-clock.ts'

/** What a tab is told to begin with. */
export interface TabOptions {
  readonly authBaseUrl: string
  readonly apiBaseUrl: string
  readonly accountName: string
  readonly publicKey: string
  readonly identity: string
  readonly timing?: {
    readonly totalTimeoutMs?: number
    readonly attemptTimeoutMs?: number
    readonly recheckMs?: number
  }
}

const clock = new TabClock()
let auth: MeshyAuth
let key: string
let store: TokenStore

/** What a test does in a tab. What comes of a call is a token, or the code of an error. */
const actions = {
  /** `undefined`, or what is wrong with this page. */
  start(options: TabOptions): string | undefined {
    try {
      store = createWebStore()
    } catch (error) {
      return String(error)
    }
    const noting: TokenStore = {
      ...store,
      read(name, readOptions) {
        key = name
        return store.read(name, readOptions)
      },
      update(name, change, updateOptions) {
        key = name
        return store.update(name, change, updateOptions)
      },
    }
    auth = createMeshyAuth({ ...options, store: noting, clock })
    return undefined
  },
  signIn: (username: string, password: string): Promise<string> =>
    outcomeOf(async () => {
      await auth.signIn({ username, password })
      return 'signed in'
    }),
  signOut: (): Promise<string> => outcomeOf(async () => String(await auth.signOut())),
  /** @param at - When all tabs call at once, in epoch milliseconds. Timers of tabs in the background come too late. */
  getToken: (at = 0): Promise<string> => {
    while (Date.now() < at);
    return outcomeOf(async () => (await auth.getToken()).value)
  },
  callApi: (): Promise<string> => outcomeOf(async () => String((await auth.fetch('/users/me')).status)),
  /** What the store itself says, which core does not show. */
  writeStore: (): Promise<string> =>
    store
      .update('any', async () => 'text', { signal: AbortSignal.timeout(20_000) })
      .then(
        () => 'written',
        (error) => String(error.message),
      ),
  advance: (ms: number): void => clock.advance(ms),
  setAhead: (ms: number): void => clock.setAhead(ms),
  /** When somebody else has changed the session. */
  watch: (): void => {
    changed = new Promise((resolve) => store.watch?.(key, resolve))
  },
  changed: (): Promise<void> => changed,
  locksWaitedFor: async (): Promise<number> => (await navigator.locks.query()).pending?.length ?? 0,
  /** Keeps the process of the tab busy, to find out which one it is. */
  spin(ms: number): void {
    for (const end = performance.now() + ms; performance.now() < end; );
  },
  setVersion: (version?: number): Promise<void> => rewrite((text) => JSON.stringify({ ...JSON.parse(text), version })),
  cutOff: (): Promise<void> => rewrite((text) => text.slice(0, -10)),
  conform,
  deleteDatabase,
  blockDatabase,
  fillStorage,
  emptyStorage,
}

let changed: Promise<void>

export type Actions = typeof actions

async function outcomeOf(call: () => Promise<string>): Promise<string> {
  try {
    return await call()
  } catch (error) {
    return isAuthError(error) ? error.code : String(error)
  }
}

/** Called by the test. */
async function run(name: keyof Actions, given: unknown[]): Promise<string> {
  const action = actions[name] as (...args: unknown[]) => unknown // its caller has checked them
  return JSON.stringify((await action(...given)) ?? null)
}

/** Whether this page has been started: one that was loaded anew has not. */
function isStarted(): boolean {
  return store !== undefined
}

Object.assign(globalThis, { run, isStarted })
