import { renderTable } from '@auth-tools/testing'
import type { Fault } from './faults.ts'
import type { Operation, Outcome } from './operations.ts'

/** The outcome of a fault in one operation of one provider. */
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

What a client does when the network or a provider fails. Each cell was recorded from a client on a real socket, whose
request met the fault every time it was sent; \`tools/conformance/test/fault-matrix\` repeats this in each test run and
compares. To regenerate this page: \`UPDATE_DOCS=1 pnpm exec vitest run tools/conformance/test/fault-matrix\`.

How to read a cell:

- \`network\` is the code of the \`AuthError\`; ×3 says how often the request was sent, if more than once.
- _backoff_: for a while, calls that need a token request fail with \`cooling_down\` and send nothing; the next call after
  that tries again. With \`Retry-After\`, the backoff lasts at least that long.
- _refused_: for a minute, calls fail with the same error without a request, so that no retry locks an account.
- _kept_: a person's session continues once the fault has passed. _ended_: \`signIn\` is needed. In both cases the current
  token is served until it expires. A client with \`credentials\` signs in again automatically.
- Renewals are shown for a person's session: at GenLogs with \`useRefreshToken\`, at Gooru with \`longLivedAccess\`. Without
  these there is no renewal at the two, and a client with \`credentials\` signs in again.
- An API call returns the API's response, and fails as the platform's \`fetch\` does; it is sent once unless
  \`retry.requests\` is set, and has no time limit but the caller's \`signal\`. The session does not change.

A MeshyDB refresh token works only once. If the provider has handled a renewal and its response is lost, so is the
session: the request is not sent again, since that would look like token theft.

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

function describe({ result, sends, after, lastedMs, backoffMs }: Outcome, operation: Operation): string {
  const times = sends > 1 ? ` ×${sends}` : ''
  if (operation === 'API call') {
    if (after === 'elsewhere') return 'followed, without the token'
    const text = result.replace('TypeError', '`TypeError`').replace('waits', "waits for the caller's `signal`")
    return `${text}${after === 'renewed' ? ` after one renewal${times}` : times}`
  }
  const lasted = result === 'timeout' ? ` in ${Math.round(lastedMs / 1000)} s` : ''
  const backoff = backoffMs === undefined ? '' : `${after === 'backoff' ? '' : ', backoff'} of ${backoffMs / 1000} s`
  return `\`${result}\`${times}${lasted}, ${after}${backoff}`
}
