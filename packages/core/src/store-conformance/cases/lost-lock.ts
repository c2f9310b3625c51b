import { fail, show } from '../expectations.ts'
import type { Lab } from '../lab.ts'
import type { Run, Update } from '../update.ts'
import type { Case } from './case.ts'

/** A holder that has lost its lock, and a client that can have it. */
async function loseLock(lab: Lab): Promise<{ late: Update & Run; others: Awaited<ReturnType<Lab['createPair']>> }> {
  const others = await lab.createPair()
  await lab.write(others[0], 'old')
  const late = await lab.hold(await lab.createClient())
  await lab.loseLock(lab.key)
  return { late, others }
}

/** What a holder does whose lock was taken from it: it was paused, or the store failed over. */
export const lostLockCases: readonly Case[] = [
  {
    name: 'The signal of a change is aborted when the lock is lost',
    needs: 'loseLock',
    async run(lab) {
      const { late } = await loseLock(lab)
      const told = new Promise((resolve) => late.signal.addEventListener('abort', resolve))
      if (!late.signal.aborted) await lab.within('lost', 'the signal was not aborted', told)
    },
  },
  {
    name: 'A holder that has lost its lock still writes where nobody else has',
    needs: 'loseLock',
    async run(lab) {
      const { late, others } = await loseLock(lab)
      late.finish('the only good one')
      await lab.within('late', 'what a late holder brought was lost', late.result)
      await lab.expectStored('late', others[0], 'the only good one')
    },
  },
  {
    name: 'A holder that has lost its lock does not overwrite what another one has written',
    needs: 'loseLock',
    async run(lab) {
      const { late, others } = await loseLock(lab)
      await lab.write(others[0], 'newer')
      late.finish((current) => `${current} and late`)
      await expectNotOverwritten(lab, late, 'newer')
    },
  },
  {
    name: 'A holder does not overwrite what a late one has written',
    needs: 'loseLock',
    async run(lab) {
      const { late, others } = await loseLock(lab)
      const holder = await lab.hold(others[0])
      late.finish('late')
      await lab.within('late', 'what a late holder brought was lost', late.result)
      await lab.expectStored('late', others[1], 'late')
      holder.finish((current) => `${current} and newer`)
      await expectNotOverwritten(lab, holder, 'late')
    },
  },
  {
    name: 'A holder that has lost its lock removes nothing that another one has written',
    needs: 'loseLock',
    async run(lab) {
      const { late, others } = await loseLock(lab)
      await lab.write(others[0], 'newer')
      late.finish((current) => (current === 'old' ? undefined : current))
      await lab.within('replaced', 'the update of a late holder did not end', Promise.allSettled([late.result]))
      await lab.expectStored('replaced', others[1], 'newer')
    },
  },
  {
    name: 'A holder that has lost its lock does not let go of the lock of another one',
    needs: 'loseLock',
    async run(lab) {
      const { late, others } = await loseLock(lab)
      await lab.hold(others[0])
      late.throw(new Error('the password is wrong'))
      await lab.failureOf('throws', '`update` did not fail with its change', late)
      const next = lab.start(others[1])
      await lab.never('owner', 'a late holder let go of the lock of another one', next.entered)
    },
  },
]

/** Its change was given "old", which somebody else had replaced. */
async function expectNotOverwritten(lab: Lab, update: Update, theirs: string): Promise<void> {
  const ended = Promise.allSettled([update.result])
  const [outcome] = await lab.within('replaced', 'an update whose value had been replaced did not end', ended)
  const stored = await lab.read(await lab.createClient())
  const last = update.runs.at(-1)?.current
  if (outcome.status === 'rejected') {
    if (stored !== theirs)
      fail('replaced', `${show(theirs)} was overwritten with ${show(stored)}, and \`update\` failed`)
  } else if (last !== theirs) fail('replaced', `\`change\` was given ${show(last)}, and replaced ${show(theirs)}`)
  else if (stored !== outcome.value)
    fail('returns', `${show(outcome.value)} was returned, and ${show(stored)} is stored`)
}
