import { expect, test } from 'vitest'
import { countRuns, hasEnded, type Run } from '../../src/peers/count.ts'
import { choosePeers, tabPeers } from '../../src/peers/peers.ts'
import { renderPeers } from '../../src/peers/table.ts'

const fine: Run = {
  rounds: 2,
  renewals: [
    { refreshToken: 'a', isRefused: false },
    { refreshToken: 'b', isRefused: false },
  ],
  signedIn: [true, true, true],
}
const ended: Run = {
  rounds: 2,
  renewals: [
    { refreshToken: 'a', isRefused: false },
    { refreshToken: 'b', isRefused: false },
    { refreshToken: 'b', isRefused: true },
    { refreshToken: 'b', isRefused: true },
  ],
  signedIn: [false, true, false],
}

test('A refresh token counts once, however often it was sent again.', () => {
  expect(countRuns([fine, ended])).toEqual({
    rounds: 4,
    requests: 6,
    sentTwice: 1,
    tabs: 6,
    signedInTabs: 4,
    endedIn: [2],
    sessions: 2,
  })
})

test('The same text in two sessions is not the same refresh token.', () => {
  expect(countRuns([fine, fine]).sentTwice).toBe(0)
})

test('A session has ended when a renewal was refused.', () => {
  expect([fine, ended].map(hasEnded)).toEqual([false, true])
})

test('The table has a row for each library, with its version and what was counted.', () => {
  const rows = [...choosePeers(['meshy', 'auth0'])].map((peer, index) => ({ peer, runs: index ? [ended] : [fine] }))
  const cells = renderPeers('Chromium 156', rows)
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
  expect(cells.map((row) => row.slice(2, 7))).toEqual([
    ['2', '2', '0', '3 of 3', 'never'],
    ['2', '4', '1', '1 of 3', 'in 1 of 1 sessions, in round 2'],
  ])
  expect(cells[1]?.[1]).toMatch(/^`@auth0\/auth0-spa-js` \d+\.\d+\.\d+: /)
})

test('Without names all libraries are chosen, and a name that is none is told from the others.', () => {
  expect(choosePeers([])).toBe(tabPeers)
  expect(() => choosePeers(['auth0', 'autho'])).toThrow(
    'There is no library "autho". Libraries: meshy, supabase, auth0, oidc-client, badgateway',
  )
})
