import { createMemoryStore } from '../../src/index.ts'
import type { TokenStore } from '../../src/store.ts'
import { createDoublingStore, createOptimisticStore } from '../support/lockless-stores.ts'
import { alone, type Flawed, memoryChanging, memoryWith, perKey } from './flawed.ts'

const overlap = 'Of many changes by many clients at once, none is lost and no two overlap'
const acrossClients = [
  overlap,
  'Who asks for a lock that another client holds waits, and is given what that one has written',
  'Who is aborted in line leaves it at once, runs no change, and holds up nobody behind',
  'A holder that is aborted lets go of the lock at once, also when its change never ends',
  'A signal that is aborted after its update takes the lock from nobody',
  'Clients of one session spend each refresh token once',
]
const everywhere = [...acrossClients, 'Who asks for a lock that the same client holds waits too']
const failedChange = 'A change that fails writes nothing, passes on its error and lets the next one in'
const signOut = 'A sign-out leaves a record, and ends the session for all clients'

function createLockless(): TokenStore {
  const values = new Map<string, string | undefined>()
  return {
    read: async (key) => values.get(key),
    async update(key, change, { signal }) {
      signal.throwIfAborted()
      const next = await change(values.get(key), signal)
      signal.throwIfAborted()
      values.set(key, next)
      return next
    },
  }
}

/** Stores whose locks keep out too few, or too many. */
export const flawedLocks: readonly Flawed[] = [
  { flaw: 'has no lock', create: alone(createLockless), fails: everywhere },
  {
    flaw: 'compares instead of locking, and runs changes again',
    create: alone(() => perKey(() => createOptimisticStore('run again')).store),
    fails: everywhere,
  },
  {
    flaw: 'compares instead of locking, and fails',
    create: alone(() => perKey(() => createOptimisticStore('fail')).store),
    fails: everywhere,
  },
  {
    flaw: 'locks within each client only',
    create: () => {
      const shared = createLockless()
      const createStore = (): TokenStore => {
        const own = createMemoryStore()
        const update: TokenStore['update'] = (key, change, options) =>
          own.update(key, () => shared.update(key, change, options), options)
        return { read: shared.read, update }
      }
      return { createStore }
    },
    fails: acrossClients,
  },
  { flaw: 'runs each change twice', create: alone(() => createDoublingStore('at once')), fails: [overlap] },
  {
    flaw: 'has one lock for all keys',
    create: memoryWith(({ update }) => {
      const everything = createMemoryStore()
      return { update: (key, ...call) => everything.update('all', () => update(key, ...call), call[1]) }
    }),
    fails: ['The lock of one key keeps nobody from another, be it of the same client'],
  },
  {
    flaw: 'lets reads wait for the lock',
    create: memoryWith(({ update }) => ({
      read: (key, options) => update(key, async (current) => current, options),
    })),
    fails: ['A read does not wait for a lock, and gives what is stored'],
  },
  {
    flaw: 'swallows errors of changes',
    create: memoryChanging((change) => (current, signal) => change(current, signal).catch(() => current)),
    fails: [failedChange, signOut],
  },
  {
    flaw: 'fails with other errors than those of changes',
    create: memoryChanging(
      (change) => (current, signal) =>
        change(current, signal).catch((cause) => {
          throw new Error('the change failed', { cause })
        }),
    ),
    fails: [failedChange],
  },
  {
    flaw: 'writes what a change that failed was given, cut off',
    create: memoryChanging((change) => (current, signal) => change(current, signal).catch(() => current?.slice(0, -1))),
    fails: [failedChange, signOut],
  },
  {
    flaw: 'keeps the lock of a change that failed',
    create: memoryChanging((change) => (current, signal) => change(current, signal).catch(() => new Promise(() => {}))),
    fails: [failedChange, signOut],
  },
]
