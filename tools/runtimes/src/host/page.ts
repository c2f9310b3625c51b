import { renderTable } from '@auth-tools/testing'
import { bundlers } from '../bundlers/index.ts'
import { cases } from '../conformance/cases/index.ts'
import type { Weight } from './applications.ts'
import type { Difference } from './differences.ts'
import { type Cell, judgeCell, type Result } from './judge.ts'
import { type ProviderName, providers } from './providers.ts'

const titles: Readonly<Record<ProviderName, string>> = {
  meshy: 'MeshyDB',
  elasticpath: 'Elastic Path',
  gooru: 'Gooru',
  genlogs: 'GenLogs',
}

const introduction = `# What runs where

The same cases for all four providers, in every runtime, on the packed packages, against the emulator over HTTP on
loopback. In browsers they are bundled by ${list(bundlers.map(({ name }) => name))}, whose pages behave alike. \`pnpm runtimes\` runs
everything again and compares; CI does so for each change. To regenerate this page: \`UPDATE_DOCS=1 pnpm runtimes\`.

✓ is for all providers. A number leads to what is different, and why.
`

/** The page about runtimes, as the run has found them. */
export function renderPage(
  results: readonly Result[],
  weights: readonly Weight[],
  compilers: readonly string[],
): string {
  const notes: Difference[] = []
  const rows = cases.map(({ name, title }) => [
    title,
    ...results.map((result) => renderCell(judgeCell(result, name), notes)),
  ])
  return [
    introduction,
    ...renderTable([['', ...results.map(titleOf)], ...rows]),
    '',
    ...notes.map((note, index) => `${index + 1}. ${renderNote(note)}`),
    '',
    ...renderWeights(weights),
    '',
    '## TypeScript',
    '',
    `The declarations compile with TypeScript ${compilers.join(' and ')}, with \`skipLibCheck: false\`, as \`nodenext\` and \`bundler\` resolve modules, for pages (\`lib: ["es2022", "dom", "dom.iterable"]\`, and with no more than \`["es2015", "dom"]\`), workers (\`["es2022", "webworker"]\`) and Node (\`["es2022"]\` and \`types: ["node"]\`), \`await using\` included. 5.2 is the oldest that can: it is the first that knows \`Symbol.asyncDispose\`.`,
    '',
  ].join('\n')
}

/** Exact where a lock file fixes the version; browsers come from the system. */
function titleOf({ runtime: { title }, version }: Result): string {
  const [major = ''] = version.split('.')
  const isBrowser = /^(Chromium|Firefox|Electron-like page)/.test(title)
  const shown = isBrowser ? major : version
  if (/^(Node|Deno|Bun)/.test(title)) return `${title.split(' ')[0]} ${shown}`
  if (/^(Chromium|Firefox)/.test(title)) return `${title} ${shown}`
  return title
}

function renderCell({ differences, fine }: Cell, notes: Difference[]): string {
  if (differences.length === 0) return '✓'
  const numbers = differences.map((difference) => {
    if (!notes.includes(difference)) notes.push(difference)
    return `(${notes.indexOf(difference) + 1})`
  })
  return [...(fine.length > 0 ? ['✓'] : []), ...numbers].join(' ')
}

function renderNote({ case: name, providers: concerned, reason, seen }: Difference): string {
  const title = cases.find((one) => one.name === name)?.title
  const whom = concerned ? ` (${list(concerned.map((provider) => titles[provider]))})` : ''
  return `_${title}_: ${seen}${whom}. ${reason}`
}

function renderWeights(weights: readonly Weight[]): string[] {
  const rows = providers.map((provider) => [
    titles[provider],
    ...bundlers.map(({ name }) => {
      const { first = 0, all = 0 } = weights.find((one) => one.provider === provider && one.bundler === name) ?? {}
      return first === all ? kilobytes(all) : `${kilobytes(first)}, ${kilobytes(all)} in all`
    }),
  ])
  return [
    '## In a bundle',
    '',
    'What `export * from` a provider’s package, and nothing else, comes to, minified and gzipped, in kB: what a page loads at first, and what it can ever load. The bundles have no text of another provider, and no module of Node; their source maps lead to the TypeScript of the packages. webpack needs `source-map-loader` for that, Rollup and Vite a plugin that loads the maps of packages.',
    '',
    ...renderTable([['', ...bundlers.map(({ name, version }) => `${name} ${version}`)], ...rows]),
  ]
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1)
}

function list(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('')
}
