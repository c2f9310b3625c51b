import { readFile, writeFile } from 'node:fs/promises'
import { runCommand } from '../../generator/src/run-command.ts'
import { bundlers } from './bundlers/index.ts'
import { cases } from './conformance/cases/index.ts'
import { inspectApplications, type Weight } from './host/applications.ts'
import { bundleAll } from './host/bundle.ts'
import { saysTheSame } from './host/compare-page.ts'
import { compileConsumers } from './host/compilers.ts'
import { runtimes } from './host/index.ts'
import { findUnseen, judgeCell, type Result } from './host/judge.ts'
import { renderPage } from './host/page.ts'
import { createProject } from './host/project.ts'
import { providers } from './host/providers.ts'
import { soak } from './soak/soak.ts'

const page = new URL('../../../docs/runtimes-matrix.md', import.meta.url)
const known = [...runtimes.map(({ name }) => name), 'bundles', 'typescript']

await runCommand(async () => {
  const [first, ...rest] = process.argv.slice(2)
  if (first === 'soak') return soak(rest)
  await runAll(first === undefined ? [] : [first, ...rest])
})

/** @param names - What is run. @default everything, and the page is compared */
async function runAll(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`there is no ${unknown.join(', ')}. Known: ${known.join(', ')}, soak`)
  const isWanted = (name: string): boolean => names.length === 0 || names.includes(name)
  const needsBundles = ['bundles', 'chromium', 'firefox', 'electron-renderer'].some(isWanted)
  const results: Result[] = []
  const failures: string[] = []
  await using project = await createProject()
  const compilers = isWanted('typescript') ? await compileConsumers(project) : []
  if (compilers.length > 0) console.log(`TypeScript ${compilers.join(' and ')}: the declarations compile`)
  if (needsBundles) await bundleAll(project)
  const weights: Weight[] = needsBundles ? await inspectApplications(project) : []
  if (weights.length > 0)
    console.log(`${bundlers.length} bundlers: ${weights.length} packages bundled and looked through`)
  for (const runtime of runtimes.filter(({ name }) => isWanted(name))) {
    const startedAt = performance.now()
    const result: Result = { runtime, ...(await runtime.run(project)) }
    results.push(result)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${runtime.title} ${result.version}: ${result.columns.length} × ${cases.length} cases in ${seconds} s`)
  }
  const cells = results.flatMap((result) => cases.map(({ name }) => judgeCell(result, name)))
  failures.push(...cells.flatMap((cell) => cell.failures), ...findUnseen(results, cells))
  if (names.length === 0 && failures.length === 0)
    failures.push(...(await compare(renderPage(results, weights, compilers))))
  for (const failure of failures) console.error(failure)
  const run = cells.reduce((sum, { count }) => sum + count, 0)
  const explained = new Set(cells.flatMap((cell) => cell.differences)).size
  console.log(
    `${results.length} runtimes, ${providers.length} providers, ${weights.length} bundles, ${compilers.length} compilers: ${run} cases, ${explained} documented differences, ${failures.length} failures`,
  )
  if (failures.length > 0) process.exitCode = 1
}

async function compare(found: string): Promise<string[]> {
  if (process.env['UPDATE_DOCS']) await writeFile(page, found)
  const written = await readFile(page, 'utf8').catch(() => '')
  return saysTheSame(written, found)
    ? []
    : ['docs/runtimes-matrix.md says something else: run again with UPDATE_DOCS=1']
}
