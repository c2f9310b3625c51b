import type { Part } from './common/part.ts'
import { runFiles } from './files/run.ts'
import { runProtocol } from './protocol/run.ts'
import { runRedis } from './redis/run.ts'
import { runScale } from './scale/run.ts'
import { runStores } from './stores/run.ts'
import { runExample } from './user/run.ts'

// Proves what is promised of processes that share a session. `--short`: less of everything, in minutes. With the name of
// a part, that one alone.

type Run = (isShort: boolean) => Promise<Part>
/** What runs at once mostly waits. */
const groups: readonly Readonly<Record<string, Run>>[] = [
  { protocol: runProtocol },
  { scale: runScale },
  { stores: runStores, files: runFiles },
  { redis: runRedis },
  { example: runExample },
]
const isShort = process.argv.includes('--short')
const isChosen = (name: string): boolean => process.argv.includes(name)
const isEverything = !groups.flatMap((group) => Object.keys(group)).some(isChosen)
const startedAt = performance.now()
const done: Part[] = []
for (const group of groups) {
  const chosen = Object.entries(group).filter(([name]) => isEverything || isChosen(name))
  done.push(...(await Promise.all(chosen.map(runPart))))
}
const broken = done.reduce((sum, part) => sum + part.broken, 0)
const seconds = Math.round((performance.now() - startedAt) / 1000)
console.log(`fleet proof: ${[...done.map(({ line }) => line), `${broken} not as promised`, `${seconds} s`].join('; ')}`)
process.exit(broken > 0 ? 1 : 0)

/** One that fails does not keep the others from being tried. */
async function runPart([name, run]: [string, Run]): Promise<Part> {
  try {
    return await run(isShort)
  } catch (error) {
    console.error(error)
    return { line: `${name} FAILED by itself`, broken: 1 }
  }
}
