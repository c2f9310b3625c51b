import { type Case, describe, expire, getTokens } from './case.ts'

const minuteMs = 60_000

/** What tabs learn from each other. */
export const sharing: readonly Case[] = [
  {
    name: 'signed-in',
    title: 'the person signs in in one tab',
    expected: { outcome: 'one token in all tabs', sent: '1 sign-in' },
    async run(lab) {
      const tabs = [await lab.openTab(), await lab.openTab()]
      const before = describe(await getTokens(tabs))
      if (before !== '`reauth_required`') return before
      const [first] = tabs
      if (first) await lab.signIn(first)
      return describe(await getTokens(tabs))
    },
  },
  {
    name: 'signed-out',
    title: 'the person signs out in one tab, and the others are told',
    expected: { outcome: '`reauth_required`', sent: 'no request' },
    async run(lab) {
      const [first, ...others] = await lab.openTabs(3)
      await Promise.all(others.map((tab) => tab.call('watch')))
      await first?.call('signOut')
      await Promise.all(others.map((tab) => tab.call('changed')))
      return describe(await getTokens(others))
    },
  },
  {
    name: 'signed-out-while-away',
    title: 'the person signs out, and returns to another tab with the back button',
    expected: { outcome: '`reauth_required`', sent: 'no request' },
    async run(lab) {
      const [first, second] = await lab.openTabs(2)
      await second?.call('watch')
      await second?.leave()
      await first?.call('signOut')
      if (await second?.back()) await second?.call('changed')
      return describe([(await second?.call('getToken')) ?? ''])
    },
  },
  {
    name: 'reloaded',
    title: 'a tab is reloaded',
    expected: { outcome: 'one token in all tabs', sent: 'no request' },
    async run(lab) {
      const tabs = await lab.openTabs(2)
      await tabs[1]?.reload()
      return describe(await getTokens(tabs))
    },
  },
  {
    name: 'clock-ahead',
    title: 'the clock of one tab is 10 minutes ahead, tokens live for 5, and the other tab is reloaded',
    tokenLifeMs: 5 * minuteMs,
    expected: { outcome: 'every API call is answered by 200', sent: '2 renewals' },
    async run(lab) {
      const tabs = await lab.openTabs(2)
      const [ahead, right] = tabs
      const pass = async (ms: number): Promise<void> => {
        lab.emulator.advance(ms)
        await Promise.all(tabs.map((tab) => tab.call('advance', ms)))
      }
      await ahead?.call('setAhead', 10 * minuteMs)
      await pass(5 * minuteMs)
      const statuses = [await ahead?.call('callApi'), await right?.call('callApi')]
      for (let loads = 0; loads < 3; loads += 1) {
        await right?.reload()
        statuses.push(await right?.call('callApi'))
      }
      await pass(5 * minuteMs + 1000)
      statuses.push(await right?.call('callApi'))
      const different = new Set(statuses)
      return different.size === 1 && different.has('200') ? 'every API call is answered by 200' : statuses.join(', ')
    },
  },
]

/** What was stored is not what was written. */
export const stored: readonly Case[] = [
  {
    name: 'conforming',
    title: 'the store is held against the suite of `@auth/core/store-conformance`',
    expected: { outcome: 'it conforms', sent: 'no request' },
    async run(lab) {
      const problems = await (await lab.openTab()).call('conform')
      return problems.join(', ') || 'it conforms'
    },
  },
  {
    name: 'other-release',
    title: 'what is stored is of a newer release, and the token ends',
    expected: { outcome: '`store_failed`; after a sign-in, one token in all tabs', sent: '1 sign-in' },
    async run(lab) {
      const tabs = await lab.openTabs(2)
      const [first] = tabs
      await first?.call('setVersion', 2)
      await expire(tabs)
      const outcome = describe(await getTokens(tabs))
      if (first) await lab.signIn(first)
      return `${outcome}; after a sign-in, ${describe(await getTokens(tabs))}`
    },
  },
  {
    name: 'older-format',
    title: 'what is stored is of an older format, which is not known',
    expected: {
      outcome: '`reauth_required` in a new tab; in the others, one token in all tabs',
      sent: '1 renewal',
    },
    run: (lab) => replaceStored(lab, 'setVersion'),
  },
  {
    name: 'cut-off',
    title: 'what is stored is cut off',
    expected: {
      outcome: '`reauth_required` in a new tab; in the others, one token in all tabs',
      sent: '1 renewal',
    },
    run: (lab) => replaceStored(lab, 'cutOff'),
  },
  {
    name: 'deleted',
    title: 'site data is deleted, and the token ends',
    expected: {
      outcome: '`reauth_required` in a new tab; in the others, one token in all tabs',
      sent: '1 renewal',
    },
    run: (lab) => replaceStored(lab, 'deleteDatabase'),
  },
]

/** The tabs that had the session renew it from memory. */
async function replaceStored(
  lab: Parameters<Case['run']>[0],
  how: 'setVersion' | 'cutOff' | 'deleteDatabase',
): Promise<string> {
  const tabs = await lab.openTabs(2)
  await tabs[0]?.call(how)
  const fresh = describe(await getTokens([await lab.openTab()]))
  await expire(tabs)
  return `${fresh} in a new tab; in the others, ${describe(await getTokens(tabs))}`
}
