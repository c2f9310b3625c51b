import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { renderTable } from '@auth-tools/testing'
// Not public: objects on workerd that a test can break.
import { startWorkers } from '../../../../packages/cloudflare/test/workerd/start-workers.ts'
import type { Part } from '../common/part.ts'
import { findPrograms } from '../redis/programs.ts'
import type { StoreKind } from './backing.ts'
import { fileKind } from './file-backing.ts'
import { countRequests, openLab } from './lab.ts'
import { memoryKind } from './memory-backing.ts'
import { objectKind } from './object-backing.ts'
import { redisKind } from './redis-backing.ts'
import { type Situation, situations } from './situations.ts'

const page = new URL('../../../../docs/stores.md', import.meta.url)
// Most of a run is waiting for locks to end.
const atOnce = 10
const limitMs = 180_000

const introduction = `# What happens when a store fails

Two processes share a session by a store, and something goes wrong. The clients are \`createMeshyAuth\` without credentials;
the provider is the emulator, which rotates refresh tokens and ends a session when a used one comes again, without leeway.
\`pnpm fleet:proof stores\` runs everything again, on a real Redis and on workerd, and compares; CI does so for each change.
To regenerate this page: \`UPDATE_DOCS=1 pnpm fleet:proof stores\`. What happens in tabs of a browser has
[a page of its own](tabs.md).

The first line of a cell is what callers get: a token, or the code of an \`AuthError\`. The second is how many token requests
arrived after the sign-in. A dash: it cannot happen to this store, or cannot be tried on it.
`

/** Tries everything that can happen to a store on every store, and compares it with the page that says so. */
export async function runStores(): Promise<Part> {
  const { old } = await findPrograms()
  await using workers = await startWorkers('2026-11-17')
  const kinds = [memoryKind, fileKind, redisKind(old), objectKind(workers)]
  const rows = situations.map(({ title }) => [title, ...kinds.map(() => '')])
  const left = situations.flatMap((situation, row) => kinds.map((kind, column) => ({ situation, kind, row, column })))
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const cell = await tryOut(next.situation, next.kind)
      rows[next.row]?.splice(next.column + 1, 1, cell)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const text = `${[introduction, ...renderTable([['What happens', ...kinds.map(({ title }) => title)], ...rows])].join('\n')}\n`
  if (process.env['UPDATE_DOCS']) await writeFile(page, text)
  const before = (await readFile(page, 'utf8').catch(() => '')).split('\n')
  const differences = text.split('\n').filter((line) => !before.includes(line))
  for (const line of differences) console.log(`       NOT AS docs/stores.md SAYS: ${line}`)
  const tried = rows.flat().filter((cell) => cell.includes('<br>')).length
  console.log(`${situations.length} things that go wrong with ${kinds.length} stores: ${tried} tried`)
  return { line: `${tried} failures of stores`, broken: differences.length }
}

/** One that fails, or does not end, does not keep the others from being tried. */
async function tryOut(situation: Situation, kind: StoreKind): Promise<string> {
  const over = new AbortController()
  const late = sleep(limitMs, 'it has not ended', over)
  try {
    return await Promise.race([runCell(situation, kind), late])
  } catch (error) {
    return `it failed by itself: ${error}`
  } finally {
    over.abort()
    late.catch(() => {})
  }
}

async function runCell(situation: Situation, kind: StoreKind): Promise<string> {
  await using lab = await openLab(kind, situation.skewMs)
  if (!situation.applies(lab.backing)) return '–'
  const outcome = await situation.run(lab)
  return `${outcome}<br>${countRequests(lab.provider)}`
}
