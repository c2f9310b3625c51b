import { renderTable } from '@auth-tools/testing'
import { type Counts, countRuns, type Run } from './count.ts'
import { type TabPeer, versionOf } from './peers.ts'

/** What came of a library. */
export interface PeerRow {
  readonly peer: TabPeer
  readonly runs: readonly Run[]
}

const headings = [
  'Library',
  'Times that the token ended',
  'Renewals sent',
  'Refresh tokens sent more than once',
  'Tabs still signed in',
  'The session ended',
]

export function renderPeers(rows: readonly PeerRow[]): string {
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
  return renderTable([headings, ...cells]).join('\n')
}

function describeEnds({ endedIn, sessions }: Counts): string {
  if (endedIn.length === 0) return 'never'
  const rounds = endedIn.map((round) => `${round}.`).join(', ')
  return `${endedIn.length} of ${sessions}, when the token ended for the ${rounds} time`
}
