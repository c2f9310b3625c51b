import { createMemoryStore } from '../../src/index.ts'
import type { TokenStore } from '../../src/store.ts'
import type { StoreConformanceOptions } from '../../src/store-conformance.ts'
import { createLeaseStore } from '../support/lockless-stores.ts'
import { type Change, type Flawed, perKey } from './flawed.ts'
import { createTrivialBacking } from './trivial-backing.ts'

const lost = 'The signal of a change is aborted when the lock is lost'
const lateWrites = 'A holder that has lost its lock still writes where nobody else has'
const lateOverwrites = 'A holder that has lost its lock does not overwrite what another one has written'
const overwritesLate = 'A holder does not overwrite what a late one has written'
const lateRemoves = 'A holder that has lost its lock removes nothing that another one has written'
const othersLock = 'A holder that has lost its lock does not let go of the lock of another one'
const asksAgain = 'A client that loses its lock before it spends a refresh token asks for the lock again'
const triedAgain =
  'A write that fails is tried again, without another run of the change, before anybody else gets the lock'
const triedNoMore = 'A write that fails is not tried any more once nobody waits'
const onceAllTheSame = 'Clients of one session spend each refresh token once where writes fail'

interface Writes {
  write(next: string | undefined): Promise<string | undefined>
  /** How many tries are still to fail. */
  failures: number
}

/** A store in memory whose writes can fail. */
function withWrites(
  run: (change: () => ReturnType<Change>, writes: Writes, current: string | undefined) => ReturnType<Change>,
) {
  return (): StoreConformanceOptions => {
    const memory = createMemoryStore()
    const writes: Writes = {
      failures: 0,
      async write(next) {
        if (writes.failures > 0) {
          writes.failures -= 1
          throw new Error('the connection was lost')
        }
        return next
      },
    }
    const store: TokenStore = {
      read: memory.read,
      update: (key, change, options) =>
        memory.update(key, (current, signal) => run(() => change(current, signal), writes, current), options),
    }
    const failWrites = (times: number): void => {
      writes.failures = times
    }
    return { createStore: () => store, failWrites }
  }
}

/** Stores that are wrong about locks that are lost, and writes that fail. */
export const flawedLeases: readonly Flawed[] = [
  {
    flaw: 'compares nothing when it writes',
    create: () => createTrivialBacking({ isExpected: () => true }),
    fails: [lateOverwrites, overwritesLate, lateRemoves],
  },
  {
    flaw: 'lets go of locks that others hold',
    create: () => createTrivialBacking({ releasesAnyLock: true }),
    fails: [othersLock, asksAgain],
  },
  {
    flaw: 'does not notice that its lock is lost',
    create: () => createTrivialBacking({ tells: false }),
    fails: [lost, asksAgain],
  },
  {
    flaw: 'fails where a lock was lost, also where nobody else has written',
    create: () => {
      const { store, of } = perKey(createLeaseStore)
      return { createStore: () => store, loseLock: (key) => of(key).revoke() }
    },
    fails: [lateWrites, overwritesLate],
  },
  {
    flaw: 'fails with the first write that fails',
    create: withWrites(async (change, { write }) => write(await change())),
    fails: [triedAgain, triedNoMore, onceAllTheSame],
  },
  {
    flaw: 'runs changes again when a write fails',
    create: withWrites(async function again(change, writes): ReturnType<Change> {
      const next = await change()
      return writes.write(next).catch(() => new Promise((resolve) => setTimeout(() => resolve(again(change, writes)))))
    }),
    fails: [triedAgain, triedNoMore],
  },
  {
    flaw: 'says nothing of a write that fails',
    create: withWrites(async (change, { write }, current) => write(await change()).catch(() => current)),
    fails: [triedAgain, triedNoMore, onceAllTheSame],
  },
  {
    flaw: 'goes on trying to write for who is aborted',
    create: () => {
      const backing = createTrivialBacking()
      const createStore = (): TokenStore => {
        const store = backing.createStore()
        return {
          ...store,
          async update(key, change, options) {
            let next: string | undefined
            const watched: Change = async (...call) => {
              next = await change(...call)
              return next
            }
            try {
              return await store.update(key, watched, options)
            } catch (error) {
              const late = { signal: new AbortController().signal }
              if (next !== undefined) setTimeout(() => store.update(key, async () => next, late), 10)
              throw error
            }
          },
        }
      }
      return { ...backing, createStore }
    },
    fails: [triedNoMore],
  },
]
