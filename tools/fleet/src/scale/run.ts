import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { replaceBlock } from '../../../bench/src/write/blocks.ts'
import { pictureTag } from '../../../bench/src/write/picture-tag.ts'
import { format } from '../../../release/src/format.ts'
import type { Part } from '../common/part.ts'
import { drawPictures } from './pictures.ts'
import { latencyMs, type Simulated } from './simulate.ts'
import { simulateExactly } from './simulate-exactly.ts'
import { compareRows, renderRows, rowOf } from './table.ts'

const guide = new URL('../../../../docs/guides/stores-and-fleets.md', import.meta.url)
const folder = new URL('../../../../docs/fleets/', import.meta.url)
const mostCommands = 4
// A minute of use of the largest fleet is as much work as all else: 10,000 scripts in an interpreter.
const largestBusy = { short: 10, long: 1000 }
const sizes = { short: [1, 10, 100], long: [1, 10, 100, 1000, 10_000] }

/** Counts what fleets cost that are larger than this machine could run, and compares it with the guide. */
export async function runScale(isShort: boolean): Promise<Part> {
  const form = isShort ? 'short' : 'long'
  const found: Simulated[] = []
  for (const size of sizes[form]) {
    const startedAt = performance.now()
    found.push(await simulateExactly(size, size <= largestBusy[form]))
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    console.log(`${size} processes in virtual time: ${seconds} s, ${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
  }
  const rows = found.map(rowOf)
  console.log(renderRows(rows))
  if (process.env['UPDATE_DOCS'] && !isShort) await writeFigures(rows)
  const problems = [...found.flatMap(findProblems), ...compareRows(rows, await readFile(guide, 'utf8'))]
  for (const problem of problems) console.log(`       NOT AS PROMISED, OR AS THE GUIDE SAYS: ${problem}`)
  const largest = found.at(-1)
  return {
    line: `up to ${largest?.processes} processes in virtual time: 1 token request an hour, ${largest?.atExpiry.commands.toFixed(1)} commands of each process, 1 sign-in when all start cold`,
    broken: problems.length,
  }
}

function findProblems({ processes, cold, restart, atExpiry, busy }: Simulated): string[] {
  const checks: readonly (readonly [isRight: boolean, what: string])[] = [
    [cold.tokenRequests === 1, `${cold.tokenRequests} sign-ins when all start cold`],
    [restart.tokenRequests === 0, `${restart.tokenRequests} token requests when all start on a stored session`],
    [restart.commands <= mostCommands, `${restart.commands} commands of each to start on a stored session`],
    [atExpiry.tokenRequests === 1, `${atExpiry.tokenRequests} token requests as the token ends`],
    [atExpiry.commands <= mostCommands, `${atExpiry.commands} commands of each as the token ends`],
    [!busy || busy.tokenRequests === 1, `${busy?.tokenRequests} token requests in an hour of use`],
    [!busy || busy.slowestMs < latencyMs, `a caller waited ${busy?.slowestMs} ms in an hour of use`],
  ]
  return checks.filter(([isRight]) => !isRight).map(([, what]) => `${processes} processes: ${what}`)
}

async function writeFigures(rows: Parameters<typeof renderRows>[0]): Promise<void> {
  await mkdir(folder, { recursive: true })
  const pictures = drawPictures(rows)
  for (const { name, light, dark } of pictures) {
    await writeFile(new URL(`${name}-light.svg`, folder), light)
    await writeFile(new URL(`${name}-dark.svg`, folder), dark)
  }
  const block = [renderRows(rows), ...pictures.map((picture) => pictureTag(picture, '../fleets'))].join('\n\n')
  const page = replaceBlock(await readFile(guide, 'utf8'), 'scale', block)
  await writeFile(guide, await format(guide.pathname, page))
}
