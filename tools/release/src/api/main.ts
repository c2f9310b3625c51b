import { existsSync, globSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { format } from '../format.ts'
import { repository } from '../pack.ts'
import { compareReports, type Reports } from './compare.ts'
import { findEntries } from './entries.ts'
import { renderReport } from './report.ts'
import { readSurfaces } from './surface.ts'

// `--write` updates the committed reports; without it, a difference is a failure.
const folder = join(repository, 'tools/release/api')

const current = await readCurrent()
if (process.argv.includes('--write')) {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const [name, text] of current) await writeFile(join(folder, name), text)
  console.log(`wrote ${current.size} reports to tools/release/api`)
} else {
  const committed = await readCommitted()
  const differences = compareReports(committed, current)
  if (differences.length > 0) {
    console.error(
      `${differences.join('\n\n')}\n\nThe public API is not what was agreed to in tools/release/api. If the change is ` +
        'wanted, run `pnpm api:report`, commit what it writes, and add a changeset (`pnpm changeset`) that tells users.',
    )
    process.exitCode = 1
  } else console.log(`${current.size} entry points have the API that was agreed to.`)
}

async function readCurrent(): Promise<Reports> {
  const entries = findEntries(repository)
  const missing = entries.filter(({ declarations }) => !existsSync(declarations))
  if (missing.length > 0) {
    throw new Error(`no declarations of ${missing.map(({ specifier }) => specifier).join(', ')}: run \`pnpm build\``)
  }
  const surfaces = readSurfaces(entries.map(({ declarations }) => declarations))
  const reports = surfaces.map(async (surface, index) => {
    const { report = '', specifier = '' } = entries[index] ?? {}
    return [report, await format(`tools/release/api/${report}`, renderReport(specifier, surface))] as const
  })
  return new Map(await Promise.all(reports))
}

async function readCommitted(): Promise<Reports> {
  const names = globSync('*.api.md', { cwd: folder })
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  )
}
