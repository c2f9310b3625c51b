import type { TokenStore } from '../../src/store.ts'
import type { StoreConformanceOptions } from '../../src/store-conformance.ts'
import { type Flawed, memoryChanging, memoryWith } from './flawed.ts'
import { createTrivialBacking } from './trivial-backing.ts'

const canWrite = 'Says in `canWrite` that it can be written'
const time = 'Its clock, where it has one, gives epoch milliseconds that do not go back'
const cheap = 'Its clock, where it has one, waits for no lock, and for no round trip once it was asked'
const hints = 'It tells of changes by others, where it can, and of none once it was told to stop'
const spendsOnce = 'Clients of one session spend each refresh token once'
const signOut = 'A sign-out leaves a record, and ends the session for all clients'

/** A store of an engine, that watches in another way. */
function watching(flaw: (watch: NonNullable<TokenStore['watch']>) => TokenStore['watch']) {
  return (): StoreConformanceOptions => {
    const { createStore } = createTrivialBacking()
    return {
      createStore() {
        const store = createStore()
        return { ...store, watch: flaw((...call) => store.watch?.(...call) ?? (() => {})) ?? (() => () => {}) }
      },
    }
  }
}

const hourAgo = (): number => Date.now() - 3_600_000

/** Stores that are wrong about what a store need not have. */
export const flawedExtras: readonly Flawed[] = [
  {
    flaw: 'says that it cannot be written',
    create: memoryWith(() => ({ canWrite: false })),
    fails: [canWrite, spendsOnce, signOut],
  },
  {
    flaw: 'says by a function that it cannot be written',
    create: memoryWith(() => ({ canWrite: () => false })),
    fails: [canWrite, spendsOnce, signOut],
  },
  {
    flaw: 'keeps no record of a sign-out',
    create: memoryChanging((change) => async (...call) => {
      const next = await change(...call)
      return next?.includes('"signedOut":true') ? undefined : next
    }),
    fails: [signOut],
  },
  {
    flaw: 'tells the time in seconds',
    create: memoryWith(() => ({ now: async () => Date.now() / 1000 })),
    fails: [time],
  },
  {
    flaw: 'tells no number for the time',
    create: memoryWith(() => ({ now: async () => Number.NaN })),
    fails: [time, spendsOnce, signOut],
  },
  {
    flaw: 'has a clock that is set back',
    create: memoryWith(() => {
      let looks = 0
      return { now: async () => (looks++ === 1 ? hourAgo() : Date.now()) }
    }),
    fails: [time],
  },
  {
    flaw: 'asks elsewhere for the time',
    create: memoryWith(() => ({ now: () => new Promise((resolve) => setImmediate(() => resolve(Date.now()))) })),
    fails: [cheap],
  },
  {
    flaw: 'takes the lock to look at its clock',
    create: memoryWith(({ update }) => {
      let last = ''
      return {
        update(key, ...call) {
          last = key
          return update(key, ...call)
        },
        async now() {
          await update(last, async (current) => current, { signal: new AbortController().signal })
          return Date.now()
        },
      }
    }),
    fails: [cheap, spendsOnce, signOut],
  },
  { flaw: 'never tells of changes', create: watching(() => () => () => {}), fails: [hints] },
  { flaw: 'tells of other keys', create: watching((watch) => (key, tell) => watch(`${key}.`, tell)), fails: [hints] },
  {
    flaw: 'goes on telling after it was told to stop',
    create: watching((watch) => (...call) => {
      watch(...call)
      return () => {}
    }),
    fails: [hints],
  },
]
