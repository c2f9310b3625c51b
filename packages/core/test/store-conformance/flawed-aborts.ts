import { createMemoryStore } from '../../src/index.ts'
import { deaf } from '../support/faulty-store.ts'
import { alone, type Flawed, memoryChanging, memoryWith, unguarded } from './flawed.ts'

const before = 'Who is aborted before it asks gets no lock, and changes nothing'
const inLine = 'Who is aborted in line leaves it at once, runs no change, and holds up nobody behind'
const told = 'The change of a holder that is aborted is told by its signal'
const writesNothing = 'A holder that is aborted fails, and writes nothing, whatever its change returns'
const overwritesNothing = 'A holder that is aborted does not overwrite what the next one has written'
const atThatMoment = 'Who is aborted at the moment of getting the lock does not keep it'
const whileHolding = [
  atThatMoment,
  'A holder that is aborted lets go of the lock at once, also when its change never ends',
  writesNothing,
  overwritesNothing,
]

/** Stores that do something else when nobody waits any more. */
export const flawedAborts: readonly Flawed[] = [
  {
    flaw: 'does not listen to the signal',
    create: alone(() => deaf(createMemoryStore())),
    fails: [before, inLine, told, ...whileHolding],
  },
  {
    flaw: 'listens to the signal only until it has the lock',
    create: memoryWith(({ update }) => ({
      update(key, change, { signal }) {
        const waiting = new AbortController()
        const leave = (): void => waiting.abort(signal.reason)
        signal.addEventListener('abort', leave)
        if (signal.aborted) leave()
        const enter = (current: string | undefined): Promise<string | undefined> => {
          signal.removeEventListener('abort', leave)
          return change(current, signal)
        }
        return update(key, enter, { signal: waiting.signal })
      },
    })),
    fails: whileHolding,
  },
  {
    flaw: 'listens to the signal only once it has the lock',
    create: memoryWith(({ update }) => ({
      update(key, change, { signal }) {
        const holding = new AbortController()
        const enter = (current: string | undefined): Promise<string | undefined> => {
          signal.throwIfAborted()
          signal.addEventListener('abort', () => holding.abort(signal.reason))
          return change(current, signal)
        }
        return update(key, enter, { signal: holding.signal })
      },
    })),
    fails: [inLine],
  },
  {
    flaw: 'runs the change of who is aborted already',
    create: memoryWith(({ update }) => ({
      async update(key, change, options) {
        if (options.signal.aborted) await change(undefined, options.signal)
        return update(key, change, options)
      },
    })),
    fails: [before],
  },
  {
    flaw: 'gives changes a signal that is never aborted',
    create: memoryChanging((change) => (current) => change(current, new AbortController().signal)),
    fails: [told],
  },
  {
    flaw: 'writes for who is aborted where nobody else has written',
    create: unguarded((current, stored) => current === stored),
    fails: [atThatMoment, writesNothing],
  },
  {
    flaw: 'writes for who is aborted, whatever is there',
    create: unguarded(() => true),
    fails: [atThatMoment, writesNothing, overwritesNothing],
  },
]
