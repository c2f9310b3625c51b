import { fail, turns } from '../expectations.ts'
import type { Case } from './case.ts'

const clients = 4
const turnsOfEach = 8

/** What the lock keeps apart, and what it does not. */
export const lockCases: readonly Case[] = [
  {
    name: 'Who asks for a lock that another client holds waits, and is given what that one has written',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const holder = await lab.hold(one)
      const next = lab.start(other)
      await lab.never('exclusive', 'a second client ran its change while the first one held the lock', next.entered)
      holder.finish('first')
      await lab.within('exclusive', 'the holder did not write', holder.result)
      const { current } = await lab.enter('exclusive', 'the lock was not passed on', next)
      if (current !== 'first') fail('exclusive', `who waited was given ${current}, which had been replaced`)
    },
  },
  {
    name: 'Who asks for a lock that the same client holds waits too',
    async run(lab) {
      const store = await lab.createClient()
      const holder = await lab.hold(store)
      const next = lab.start(store)
      await lab.never('exclusive', 'a client ran two changes of one key at once', next.entered)
      holder.finish('first')
      const { current } = await lab.enter('exclusive', 'the lock was not passed on', next)
      if (current !== 'first') fail('exclusive', `who waited was given ${current}, which had been replaced`)
    },
  },
  {
    name: 'Of many changes by many clients at once, none is lost and no two overlap',
    async run(lab) {
      const stores = await Promise.all(Array.from({ length: clients }, () => lab.createClient()))
      const { signal } = new AbortController()
      let inside = 0
      const change = async (current: string | undefined, lock: AbortSignal): Promise<string> => {
        const next = `${current ?? ''}.`
        // It may be run without the lock, and knows so.
        if (lock.aborted) return next
        inside += 1
        if (inside > 1) fail('exclusive', 'two changes of one key ran at once')
        await turns(1)
        inside -= 1
        return next
      }
      const work = stores.map(async (store) => {
        for (let turn = 0; turn < turnsOfEach; turn += 1) await store.update(lab.key, change, { signal })
      })
      await lab.within('exclusive', `${clients} clients did not all get the lock in turn`, Promise.all(work))
      const kept = (await lab.read(stores[0] as (typeof stores)[number]))?.length // there are four
      if (kept !== clients * turnsOfEach) fail('exclusive', `${kept} of ${clients * turnsOfEach} changes were kept`)
    },
  },
  {
    name: 'The lock of one key keeps nobody from another, be it of the same client',
    async run(lab) {
      const [one, other] = await lab.createPair()
      await lab.hold(one)
      for (const client of [one, other]) await lab.write(client, 'text', lab.createKey('other'))
    },
  },
  {
    name: 'A read does not wait for a lock, and gives what is stored',
    async run(lab) {
      const [one, other] = await lab.createPair()
      await lab.write(one, 'old')
      await lab.hold(one)
      for (const client of [one, other]) {
        const reading = client.read(lab.key, { signal: new AbortController().signal })
        const text = await lab.within('readsDoNotWait', '`read` did not answer while the lock was held', reading)
        if (text !== 'old') fail('read', `\`read\` gave ${text} while the lock was held, and "old" was stored`)
      }
    },
  },
  {
    name: 'The signal of a change is not aborted while the lock is held',
    async run(lab) {
      const { signal } = await lab.hold(await lab.createClient())
      const aborted = new Promise((resolve) => signal.addEventListener('abort', resolve))
      if (signal.aborted) fail('lost', 'the signal was aborted when `change` began')
      await lab.never('lost', 'the signal was aborted while the lock was held', aborted)
    },
  },
  {
    name: 'A change that fails writes nothing, passes on its error and lets the next one in',
    async run(lab) {
      const [one, other] = await lab.createPair()
      await lab.write(one, 'old')
      const holder = await lab.hold(one)
      const next = lab.start(other)
      const wrong = new Error('the password is wrong')
      holder.throw(wrong)
      const error = await lab.failureOf('throws', '`update` did not fail with its change', holder)
      if (error !== wrong) fail('throws', `\`update\` failed with another error than its change: ${error}`, error)
      const { current } = await lab.enter('throws', 'the lock was not let go', next)
      if (current !== 'old') fail('throws', `a change that failed has written ${current}`)
    },
  },
]
