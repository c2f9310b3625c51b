import { renderTable } from '@auth-tools/testing'
import type { Fault } from './faults.ts'
import type { Operation, Outcome } from './operations.ts'

/** What came of every fault in one operation of one provider. */
export interface Cell {
  readonly fault: Fault
  readonly operation: Operation
  /** As in texts. */
  readonly provider: string
  readonly outcome: Outcome
}

const columns: ReadonlyArray<{ readonly operation: Operation; readonly title: string }> = [
  { operation: 'sign-in', title: 'Sign-in' },
  { operation: 'client token', title: 'Client token of Elastic Path' },
  { operation: 'renewal', title: 'Renewal' },
  { operation: 'API call', title: 'API call' },
]

const introduction = `# Faults

What a client does when the network or a provider fails. Each cell was found by a client on a real socket whose request
met the fault every time it was sent; \`tools/conformance/test/fault-matrix\` does it again in each test run and
compares. To write this page anew: \`UPDATE_DOCS=1 pnpm exec vitest run tools/conformance/test/fault-matrix\`.

How to read a cell:

- \`network\` is the code of the \`AuthError\`; ×3 says how often the request was sent, where that is more than once.
- _pause_: calls that need a request fail with \`cooling_down\` for a while and send nothing; the next one after that
  tries again. A \`Retry-After\` makes the pause at least that long.
- _refused_: the same error comes back for a minute without a request, so that no retry locks an account.
- _kept_: the session of a person goes on once the fault is over. _over_: \`signIn\` is needed. In both cases the present
  token is served until it expires. A client that has \`credentials\` signs in again by itself.
- What a renewal does is shown for a person's session: at GenLogs with \`useRefreshToken\`, at Gooru with
  \`longLivedAccess\`. Without these there is no renewal at the two, and a client that has \`credentials\` signs in again.
- An API call returns what the API answers, and fails as the platform's \`fetch\` does; it is sent once unless
  \`retry.requests\` is set, and has no time limit but the caller's \`signal\`. The session stays as it is.

A MeshyDB refresh token works once. Where the provider has handled a renewal and its answer is lost, so is the session:
the request is not sent again, since that would look like theft.

Faults with an asterisk hit requests that the provider has handled; the others hit requests that it has not seen.
`

export function renderFaults(cells: readonly Cell[]): string {
  const faults = [...new Set(cells.map(({ fault }) => fault))]
  const rows = faults.map((fault) => {
    const texts = columns.map(({ operation }) =>
      join(cells.filter((cell) => cell.fault === fault && cell.operation === operation)),
    )
    return [fault.name + (fault.handled ? '\\*' : ''), ...texts]
  })
  return [introduction, ...renderTable([['What goes wrong', ...columns.map(({ title }) => title)], ...rows]), ''].join(
    '\n',
  )
}

/** What most providers do, and then each that differs. */
function join(cells: readonly Cell[]): string {
  const byText = Map.groupBy(cells, ({ outcome, operation }) => describe(outcome, operation))
  const groups = [...byText].sort(([, a], [, b]) => b.length - a.length)
  const [most] = groups
  const texts = groups.map(([text, alike]) => {
    const isRule = alike === most?.[1] && (groups.length === 1 || alike.length > 1)
    return isRule ? text : `${alike.map(({ provider }) => provider).join(', ')}: ${text}`
  })
  return texts.join('<br>')
}

function describe({ result, sends, after, lastedMs, pauseMs }: Outcome, operation: Operation): string {
  const times = sends > 1 ? ` ×${sends}` : ''
  if (operation === 'API call') {
    if (after === 'elsewhere') return 'followed, without the token'
    const text = result.replace('TypeError', '`TypeError`').replace('waits', "waits for the caller's `signal`")
    return `${text}${after === 'renewed' ? ` after one renewal${times}` : times}`
  }
  const lasted = result === 'timeout' ? ` in ${Math.round(lastedMs / 1000)} s` : ''
  const pause = pauseMs === undefined ? '' : `${after === 'pause' ? '' : ', pause'} of ${pauseMs / 1000} s`
  return `\`${result}\`${times}${lasted}, ${after}${pause}`
}
