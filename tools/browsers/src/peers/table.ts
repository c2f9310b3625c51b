import { renderTable } from '@auth-tools/testing'
import { type Counts, countRuns, type Run } from './count.ts'
import { type TabPeer, versionOf } from './peers.ts'

/** What came of a library. */
export interface PeerRow {
  readonly peer: TabPeer
  readonly runs: readonly Run[]
}

const headings = [
  'Rounds',
  'Renewals sent',
  'Refresh tokens sent more than once',
  'Tabs still signed in',
  'The session ended',
]

/** @param browser - Its name and version: libraries are compared within one. */
export function renderPeers(browser: string, rows: readonly PeerRow[]): string {
  const cells = rows.map(({ peer, runs }) => {
    const counts = countRuns(runs)
    return [
      `\`${peer.package}\` ${versionOf(peer)}: ${peer.note}`,
      String(counts.rounds),
      String(counts.requests),
      String(counts.sentTwice),
      `${counts.signedInTabs} of ${counts.tabs}`,
      describeEnds(counts),
    ]
  })
  return renderTable([[`In ${browser}`, ...headings], ...cells]).join('\n')
}

function describeEnds({ endedIn, sessions }: Counts): string {
  if (endedIn.length === 0) return 'never'
  return `in ${endedIn.length} of ${sessions} sessions, in round ${endedIn.join(', ')}`
}
