import { fail, turns } from '../expectations.ts'
import type { Case } from './case.ts'

/** What follows when nobody waits any more. */
export const abortCases: readonly Case[] = [
  {
    name: 'Who is aborted before it asks gets no lock, and changes nothing',
    async run(lab) {
      const store = await lab.createClient()
      await lab.write(store, 'old')
      let runs = 0
      const change = async (): Promise<string> => {
        runs += 1
        return 'new'
      }
      const updating = Promise.resolve().then(() => store.update(lab.key, change, { signal: AbortSignal.abort() }))
      const failed = await lab.within('abort', '`update` did not end', Promise.allSettled([updating]))
      if (runs > 0) fail('abort', '`change` was run for a caller that was aborted before')
      if (failed[0].status === 'fulfilled') fail('abort', '`update` did not fail for a caller that was aborted before')
      await lab.expectStored('abort', store, 'old')
    },
  },
  {
    name: 'Who is aborted in line leaves it at once, runs no change, and holds up nobody behind',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const holder = await lab.hold(one)
      const leaver = lab.start(other)
      const next = lab.start(other)
      await lab.never('exclusive', 'a second change ran while the lock was held', leaver.entered)
      leaver.abort()
      await lab.failureOf('abort', 'who waited for the lock went on waiting when it was aborted', leaver)
      holder.finish('first')
      const { current } = await lab.enter('abort', 'the lock was not passed on to who came after', next)
      if (current !== 'first') fail('exclusive', `who came after was given ${current}, which had been replaced`)
      if (leaver.runs.length > 0) fail('abort', 'the change of who was aborted in line was run')
    },
  },
  {
    name: 'A holder that is aborted lets go of the lock at once, also when its change never ends',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const holder = await lab.hold(one)
      const next = lab.start(other)
      await lab.never('exclusive', 'a second change ran while the lock was held', next.entered)
      holder.abort()
      await lab.enter('abort', 'the lock of an aborted holder was not let go', next)
    },
  },
  {
    name: 'The change of a holder that is aborted is told by its signal',
    async run(lab) {
      const holder = await lab.hold(await lab.createClient())
      const told = new Promise((resolve) => holder.signal.addEventListener('abort', resolve))
      holder.abort()
      if (!holder.signal.aborted) await lab.within('abort', 'the signal of the change was not aborted', told)
    },
  },
  {
    name: 'A holder that is aborted fails, and writes nothing, whatever its change returns',
    async run(lab) {
      const [one, other] = await lab.createPair()
      await lab.write(one, 'old')
      const holder = await lab.hold(one)
      holder.abort()
      holder.finish('too late')
      await lab.failureOf('abort', 'the update of an aborted holder did not fail', holder)
      const { current } = await lab.hold(other)
      if (current !== 'old') fail('abort', `an aborted holder has written ${current}`)
    },
  },
  {
    name: 'A holder that is aborted does not overwrite what the next one has written',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const holder = await lab.hold(one)
      holder.abort()
      await lab.write(other, 'newer')
      holder.finish('too late')
      await lab.failureOf('abort', 'the update of an aborted holder did not fail', holder)
      const { current } = await lab.hold(other)
      if (current !== 'newer') fail('abort', `an aborted holder has written ${current}`)
    },
  },
  {
    name: 'Who is aborted at the moment of getting the lock does not keep it',
    async run(lab) {
      const [one, other] = await lab.createPair()
      for (let moment = 0; moment < 30; moment += 1) {
        const key = lab.createKey('moment')
        const holder = await lab.hold(one, key)
        const leaver = lab.start(other, key)
        await turns(1)
        holder.finish('first')
        // The lock may come at once, or with an answer from elsewhere.
        if (moment >= 20) await turns(moment - 19)
        else for (let step = 0; step < moment; step += 1) await null
        leaver.abort()
        leaver.finish('too late')
        await lab.failureOf('abort', 'who was aborted at the moment of getting the lock did not fail', leaver)
        const next = lab.start(one, key)
        const { current } = await lab.enter('abort', 'the lock was kept by who was aborted', next)
        if (current !== 'first') fail('abort', `who was aborted has written ${current}`)
        next.finish(current)
        await lab.within('returns', '`update` did not end', next.result)
      }
    },
  },
  {
    name: 'A signal that is aborted after its update takes the lock from nobody',
    async run(lab) {
      const [one, other] = await lab.createPair()
      const over = lab.start(one)
      over.finish('first')
      await lab.within('returns', '`update` did not write', over.result)
      const holder = await lab.hold(other)
      over.abort()
      const next = lab.start(one)
      await lab.never('owner', 'the signal of an update that had ended let go of the lock of another one', next.entered)
      holder.finish('second')
      await lab.within('returns', '`update` did not write', holder.result)
    },
  },
]
