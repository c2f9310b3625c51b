import { renderTable } from '@auth-tools/testing'
import type { Case } from './cases/case.ts'
import type { BrowserKind } from './support/browser.ts'
import type { TokenRequest } from './support/lab.ts'

/** What came of a case in a browser. */
export interface Cell {
  readonly kind: BrowserKind
  readonly version: string
  readonly case: Case
  readonly outcome: string
  readonly requests: readonly TokenRequest[]
}

const introduction = `# Tabs of a browser

What becomes of a session that several tabs share by \`createWebStore\` of \`@auth/core/web-store\`, in real browsers, each tab
in a process of its own. The client is \`createMeshyAuth\` without credentials; the provider is the emulator, which rotates
refresh tokens and ends a session when a used one comes again, without leeway. \`pnpm browsers\` runs everything again and
compares; CI does so for each change. To regenerate this page: \`UPDATE_DOCS=1 pnpm browsers\`.

The first line of a cell is what callers get: \`reauth_required\` is the code of an \`AuthError\`, and what follows a colon is
from the error of the store itself. The second is how many token requests arrived after the sign-in.
`

export function renderTabs(cells: readonly Cell[], kinds: readonly BrowserKind[], cases: readonly Case[]): string {
  const titles = kinds.map((kind) => {
    const version = cells.find((cell) => cell.kind === kind)?.version.split('.')[0]
    return `${kind.name} ${version}`
  })
  const rows = cases.map((tried) => [
    tried.title,
    ...kinds.map((kind) => {
      const cell = cells.find((one) => one.case === tried && one.kind === kind)
      return cell ? `${cell.outcome}<br>${describeRequests(cell.requests)}` : '–'
    }),
  ])
  return [introduction, ...renderTable([['What happens', ...titles], ...rows]), ''].join('\n')
}

export function describeRequests(requests: readonly TokenRequest[]): string {
  const groups = Map.groupBy(requests, ({ kind, isRefused }) => `${kind}${isRefused ? ' refused' : ''}`)
  const texts = [...groups].map(([what, alike]) => {
    const [kind, ...rest] = what.split(' ')
    return `${alike.length} ${[`${kind}${alike.length > 1 ? 's' : ''}`, ...rest].join(' ')}`
  })
  return texts.join(', ') || 'no request'
}
