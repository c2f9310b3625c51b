import { renderTable } from '@auth-tools/testing'
import type { LoggedRequest } from '../src/request-log.ts'
import type { Case } from './cases.ts'
import type { Server } from './support/servers.ts'

/** The result of a case at a server. */
export interface Cell {
  readonly server: Server
  readonly version: string
  readonly case: Case
  readonly outcome: string
  readonly requests: readonly LoggedRequest[]
}

const introduction = `# Other people's authorization servers

How a client behaves with servers from other projects. Each runs in its own process, on loopback, at MeshyDB's paths and
with \`createMeshyAuth\` as its client; its storage is in memory, and it is configured to rotate refresh tokens.
\`pnpm servers\` runs everything again and compares; CI does so for each change. To regenerate this page:
\`UPDATE_DOCS=1 pnpm servers\`.

How to read a cell:

- The first line is what callers get: \`reauth_required\` is the code of the \`AuthError\`, and later calls get it too.
- The second is what arrived at the token and revocation endpoints, counted by the server, with the status and \`error\`
  of refusals. Requests from before the event are not counted.
- –: the server has no such endpoint.

These servers respond with 400 to a refused grant. Where a row says 401, the status was changed on its way out, to the one
that go-oauth2 uses.
`

export function renderServers(cells: readonly Cell[], servers: readonly Server[], cases: readonly Case[]): string {
  const titles = servers.map(({ name, registry }) => {
    const version = cells.find(({ server }) => server.name === name)?.version ?? ''
    return `${name} ${version} (${registry})`
  })
  const rows = cases.map((tried) => [
    tried.title,
    ...servers.map((server) => {
      const cell = cells.find((one) => one.case === tried && one.server === server)
      return cell ? `${cell.outcome}<br>${describeRequests(cell.requests, describeRefusal)}` : '–'
    }),
  ])
  return [introduction, ...renderTable([['What happens', ...titles], ...rows]), ''].join('\n')
}

/** Says how many requests of each kind arrived, in the order of their first. API calls are left out. */
export function describeRequests(
  requests: readonly LoggedRequest[],
  describeStatus: (request: LoggedRequest) => string = () => '',
): string {
  const kinds = requests
    .filter(({ endpoint }) => endpoint !== 'api')
    .map((request) => ({
      what: whatIs(request),
      after: isRefused(request) ? ` refused${describeStatus(request)}` : '',
    }))
  const groups = [...Map.groupBy(kinds, ({ what, after }) => what + after).values()]
  const texts = groups.flatMap((alike) =>
    alike.slice(0, 1).map(({ what, after }) => `${alike.length} ${what}${alike.length > 1 ? 's' : ''}${after}`),
  )
  return texts.join(', ') || 'nothing'
}

export function isRefused({ status }: LoggedRequest): boolean {
  return status >= 400
}

function whatIs({ endpoint, grant }: LoggedRequest): string {
  if (endpoint === 'revocation') return 'revocation'
  return grant === 'password' ? 'sign-in' : 'renewal'
}

function describeRefusal({ status, error }: LoggedRequest): string {
  return ` by ${status}${error === undefined ? '' : ` \`${error}\``}`
}
