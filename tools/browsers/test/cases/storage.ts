import { type Case, describe, expire, getTokens, isCode } from './case.ts'

/** Nothing can be stored. */
export const storage: readonly Case[] = [
  {
    name: 'full',
    title: 'the storage is full when the token ends, and later is not any more',
    setting: 'little storage',
    expected: { outcome: 'at most `store_failed`; then one token in all tabs', sent: '1 renewal' },
    async run(lab) {
      const tabs = await lab.openTabs(2, { storageBytes: 4_000_000 })
      const [first] = tabs
      await first?.call('fillStorage')
      await expire(tabs)
      // Firefox may have room in place of what was stored before.
      const codes = (await getTokens(tabs)).filter(isCode)
      await first?.call('emptyStorage')
      const other = codes.find((code) => code !== 'store_failed')
      return `${other ?? 'at most `store_failed`'}; then ${describe(await getTokens(tabs))}`
    },
  },
  {
    name: 'sandboxed',
    title: 'the page is in a sandbox, which has no storage',
    expected: { outcome: '`store_failed`: the browser forbids this page to store anything', sent: 'no request' },
    async run(lab) {
      const tab = await lab.openTab({ path: 'sandboxed' })
      return `${describe(await getTokens([tab]))}: ${cause(await tab.call('writeStore'))}`
    },
  },
  {
    name: 'blocked-data',
    title: 'site data is blocked',
    setting: 'site data blocked',
    expected: { outcome: '`store_failed`: site data is blocked', sent: 'no request' },
    async run(lab) {
      const tab = await lab.openTab()
      const outcome = describe(await getTokens([tab]))
      // Chromium does not tell it from a damaged profile.
      const saysSo = (await tab.call('writeStore')).includes('site data is blocked')
      return saysSo ? `${outcome}: site data is blocked` : outcome
    },
  },
  {
    name: 'blocked-database',
    title: 'something else on the page deletes the database, and keeps it open',
    expected: { outcome: '`store_failed`: its database did not answer', sent: 'no request' },
    async run(lab) {
      const [first] = await lab.openTabs(1)
      await first?.call('blockDatabase')
      if (first) await expire([first])
      const outcome = describe(first ? await getTokens([first]) : [])
      return `${outcome}: ${cause((await first?.call('writeStore')) ?? '')}`
    },
  },
  {
    name: 'insecure',
    title: 'the page came over HTTP from another host',
    expected: {
      outcome:
        'a `TypeError`: createWebStore needs Web Locks, which browsers have in pages from HTTPS and localhost only',
      sent: 'no request',
    },
    async run(lab) {
      const { complaint = '' } = await lab.openTab({ host: 'insecure.test' })
      return `a \`TypeError\`: ${complaint.replace('TypeError: @auth/core: ', '').split('.')[0]}`
    },
  },
]

/** The part of an error's message that says what was wrong. */
function cause(message: string): string {
  return message.replace(/^.*?the store of this browser failed: /, '').split(/[.:]/)[0] ?? ''
}
