import { fail } from '../expectations.ts'
import type { Case } from './case.ts'

// No clock in seconds, and none in microseconds, is in between.
const earliest = 1e11
const latest = 1e14
const toleranceMs = 1000

/** What a store may have, and need not. */
export const optionalCases: readonly Case[] = [
  {
    name: 'Its clock, where it has one, gives epoch milliseconds that do not go back',
    async run(lab) {
      const store = await lab.createClient()
      if (!store.now) return
      let last = earliest
      for (let look = 0; look < 10; look += 1) {
        const now = await lab.within('now', '`now` did not answer', store.now())
        if (!Number.isFinite(now) || now < earliest || now > latest) fail('now', `\`now\` gave ${now}`)
        if (now < last - toleranceMs) fail('now', `\`now\` gave ${last} and then ${now}`)
        last = Math.max(last, now)
      }
    },
  },
  {
    name: 'Its clock, where it has one, waits for no lock, and for no round trip once it was asked',
    async run(lab) {
      const store = await lab.createClient()
      const { now } = store
      if (!now) return
      await lab.hold(store)
      await lab.within('now', '`now` did not answer while a lock was held', store.now?.() ?? Promise.resolve(0))
      let answered = false
      const asking = store.now?.().then(() => {
        answered = true
      })
      // What needs an answer from elsewhere takes longer than what is due at once, however fast it is.
      for (let step = 0; step < 200 && !answered; step += 1) await null
      if (!answered) fail('cheapNow', '`now` waited for something, though it had been asked just before')
      await asking
    },
  },
  {
    name: 'It tells of changes by others, where it can, and of none once it was told to stop',
    async run(lab) {
      const [watching, writing] = await lab.createPair()
      if (!watching.watch) return
      const told = Promise.withResolvers<void>()
      const second = Promise.withResolvers<void>()
      let toldLate = false
      let stopped = false
      const stop = watching.watch(lab.key, () => {
        told.resolve()
        toldLate ||= stopped
      })
      await writeUntil(told.promise, 'nobody was told of a change')
      stopped = true
      stop()
      const stopSecond = watching.watch(lab.key, () => second.resolve())
      try {
        await writeUntil(second.promise, 'who watched after another one had stopped was not told')
        await lab.never('watch', '', new Promise(() => {}))
        if (toldLate) fail('watch', '`onChange` was called after it was told to stop')
      } finally {
        stopSecond()
      }

      // A watch may begin a moment after it was asked for, and a hint may be lost.
      async function writeUntil(event: Promise<void>, problem: string): Promise<void> {
        let over = false
        const done = lab.within('watch', problem, event).finally(() => {
          over = true
        })
        for (let turn = 0; !over; turn += 1) {
          await lab.write(writing, `change ${turn}`)
          await Promise.race([done.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 200))])
        }
        await done
      }
    },
  },
]
