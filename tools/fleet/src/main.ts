import type { Part } from './common/part.ts'
import { runFiles } from './files/run.ts'
import { runProtocol } from './protocol/run.ts'
import { runRedis } from './redis/run.ts'
import { runScale } from './scale/run.ts'
import { runStores } from './stores/run.ts'
import { runExample } from './user/run.ts'

// Proves what is promised of processes that share a session. `--short`: less of everything, in minutes. With the name of
// a part, that one alone.

const isShort = process.argv.includes('--short')
const parts: Readonly<Record<string, (isShort: boolean) => Promise<Part>>> = {
  protocol: runProtocol,
  scale: runScale,
  stores: runStores,
  files: runFiles,
  redis: runRedis,
  example: runExample,
}
const chosen = Object.keys(parts).filter((name) => process.argv.includes(name))
const startedAt = performance.now()
const done: Part[] = []
for (const [name, run] of Object.entries(parts)) {
  if (chosen.length === 0 || chosen.includes(name)) done.push(await run(isShort))
}
const broken = done.reduce((sum, part) => sum + part.broken, 0)
const seconds = Math.round((performance.now() - startedAt) / 1000)
console.log(`fleet proof: ${[...done.map(({ line }) => line), `${broken} not as promised`, `${seconds} s`].join('; ')}`)
process.exit(broken > 0 ? 1 : 0)
