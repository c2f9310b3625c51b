import { expectValue, fail, turns } from '../expectations.ts'
import type { Case } from './case.ts'

/** What follows when the store cannot be written for a while. */
export const failedWriteCases: readonly Case[] = [
  {
    name: 'A write that fails is tried again, without another run of the change, before anybody else gets the lock',
    needs: 'failWrites',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const holder = await lab.hold(one)
      const next = lab.start(other)
      await lab.never('exclusive', 'a second change ran while the lock was held', next.entered)
      await lab.failWrites(2)
      try {
        holder.finish('the only good one')
        await lab.within('triedAgain', 'a write that failed twice was not made', holder.result)
      } finally {
        await lab.failWrites(0)
      }
      const { current } = await lab.enter('triedAgain', 'the lock was not passed on', next)
      expectValue('triedAgain', 'what the next holder was given', current, 'the only good one')
      if (holder.runs.length > 1) fail('triedAgain', '`change` was run again where nobody else had written')
    },
  },
  {
    name: 'A write that fails is not tried any more once nobody waits',
    needs: 'failWrites',
    async run(lab) {
      const [one, other] = await lab.createPair()
      await lab.write(one, 'old')
      const holder = await lab.hold(one)
      await lab.failWrites(1_000_000)
      try {
        holder.finish('too late')
        await lab.never('triedAgain', 'an update ended whose write fails', holder.result)
        holder.abort()
        await lab.failureOf('abort', 'the update of an aborted holder did not fail', holder)
      } finally {
        await lab.failWrites(0)
      }
      const end = performance.now() + lab.graceMs
      while (performance.now() < end) {
        await lab.expectStored('abort', other, 'old')
        await turns(1)
      }
      const { current } = await lab.hold(other)
      expectValue('abort', 'what the next holder was given', current, 'old')
    },
  },
]
