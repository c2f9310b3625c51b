import { setTimeout as wait } from 'node:timers/promises'
import type { Lab } from '../support/lab.ts'
import type { Tab } from '../support/tab.ts'
import { type Case, describe, expire, getTokens } from './case.ts'

const minuteMs = 60_000
// A call waits for 5 s more than its requests may take.
const shortTiming = { attemptTimeoutMs: 1000, totalTimeoutMs: 1000 }
const pastItsLimitMs = 6500

/** Tabs renew, and something happens to the one that does. */
export const renewals: readonly Case[] = [
  {
    name: 'at-once',
    title: 'the token ends in three tabs at once, 30 times in a row',
    expected: { outcome: 'one token in all tabs each time', sent: '30 renewals' },
    run: async (lab) => endAtOnce(lab, 30),
  },
  {
    name: 'at-once-private',
    title: 'the same three times in private windows',
    setting: 'private',
    expected: { outcome: 'one token in all tabs each time', sent: '3 renewals' },
    run: async (lab) => endAtOnce(lab, 3),
  },
  {
    name: 'suspended',
    title: 'the process of the tab that renews is suspended, and woken while the others wait',
    expected: { outcome: 'one token in all tabs', sent: '1 renewal' },
    async run(lab) {
      const tabs = await lab.openTabs(3)
      const { renewing, first, others } = await suspendInRenewal(lab, tabs)
      const waiting = getTokens(others)
      await untilWaiting(others)
      first.resume()
      return describe([await renewing, ...(await waiting)])
    },
  },
  {
    name: 'suspended-for-long',
    title: 'the same, but woken after the time limit of all calls',
    expected: {
      outcome: '`timeout` in the others; once it is awake, one token in all tabs',
      sent: '1 renewal',
    },
    async run(lab) {
      const tabs = await lab.openTabs(3, { timing: shortTiming })
      const { renewing, first, others } = await suspendInRenewal(lab, tabs)
      const [given] = await Promise.all([getTokens(others), wait(pastItsLimitMs)])
      first.resume()
      // The call of the woken tab itself may have been given up.
      await renewing
      await Promise.all(others.map((tab) => tab.call('advance', minuteMs)))
      return `${describe(given)} in the others; once it is awake, ${describe(await getTokens(tabs))}`
    },
  },
  {
    name: 'closed',
    title: 'the tab that renews is closed before the answer arrives',
    expected: { outcome: '`reauth_required`', sent: '1 renewal, 2 renewals refused' },
    run: (lab) => loseAnswer(lab, (tab) => tab.close()),
  },
  {
    name: 'closed-with-leeway',
    title: 'the same, and the provider takes a used refresh token again for a while',
    expected: { outcome: 'one token in all tabs', sent: '2 renewals' },
    run: (lab) => loseAnswer(lab, (tab) => tab.close(), true),
  },
  {
    name: 'reloaded-in-renewal',
    title: 'the tab that renews is reloaded before the answer arrives',
    expected: { outcome: '`reauth_required`', sent: '1 renewal, 2 renewals refused' },
    run: (lab) => loseAnswer(lab, (tab) => tab.reload()),
  },
  {
    name: 'closed-before-it-is-sent',
    title: 'a tab is closed while it waits for another one to renew',
    expected: { outcome: 'one token in all tabs', sent: '1 renewal' },
    async run(lab) {
      const [first, second, third] = await lab.openTabs(3)
      if (!first || !second || !third) throw new Error('there are three tabs')
      await expire([first, second, third])
      const answer = lab.holdNextAnswer()
      const renewing = first.call('getToken')
      await answer.isUsed
      void second.call('getToken').catch(() => {})
      await untilWaiting([second])
      await second.close()
      const waiting = third.call('getToken')
      answer.release()
      return describe([await renewing, await waiting])
    },
  },
]

async function endAtOnce(lab: Lab, rounds: number): Promise<string> {
  const tabs = await lab.openTabs(3)
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    await expire(tabs)
    const at = Date.now() + 30
    const outcome = describe(await Promise.all(tabs.map((tab) => tab.call('getToken', at))))
    if (outcome !== 'one token in all tabs') return outcome
    seen.add((await tabs[0]?.call('getToken')) ?? '')
  }
  const status = await tabs[2]?.call('callApi')
  return seen.size === rounds && status === '200' ? 'one token in all tabs each time' : `the API says ${status}`
}

/** Its answer has arrived at the browser when this resolves. */
async function suspendInRenewal(
  lab: Lab,
  tabs: readonly Tab[],
): Promise<{ first: Tab; others: Tab[]; renewing: Promise<string> }> {
  const [first, ...others] = tabs
  if (!first) throw new Error('there are no tabs')
  await first.locate()
  await expire(tabs)
  const answer = lab.holdNextAnswer()
  const renewing = first.call('getToken')
  await answer.isUsed
  first.suspend()
  answer.release()
  return { first, others, renewing }
}

async function untilWaiting(tabs: readonly Tab[]): Promise<void> {
  const [first] = tabs
  while ((await first?.call('locksWaitedFor')) !== tabs.length) await wait(20)
}

async function loseAnswer(lab: Lab, leave: (tab: Tab) => Promise<void>, hasLeeway = false): Promise<string> {
  const tabs = await lab.openTabs(3)
  const [first, ...others] = tabs
  await expire(tabs)
  const answer = lab.holdNextAnswer()
  if (hasLeeway) lab.rememberAnswers()
  void first?.call('getToken').catch(() => {})
  await answer.isUsed
  if (first) await leave(first)
  const outcome = describe(await getTokens(others))
  answer.release()
  return outcome
}
