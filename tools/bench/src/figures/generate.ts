import { pnpmCommand, repository } from '../../../release/src/pack.ts'
import { run } from '../../../release/src/run.ts'
import { formatNumber } from '../format.ts'
import type { Findings } from '../section.ts'
import { formatTable } from '../table.ts'

/** What it takes to generate the clients of all specs. It writes what is there already. */
export async function benchGenerate(): Promise<Findings> {
  const command = [...pnpmCommand(), 'generate'].map((word) => `'${word}'`).join(' ')
  // The shell knows what its children took, and theirs.
  const said = await run('sh', ['-c', `${command} >&2 && times`], { cwd: repository })
  const seconds = readTimes(said)
  return {
    report: `CPU time of \`pnpm generate\` for all specs, Java and all.\n\n${formatTable(['', 's'], [['all specs', formatNumber(seconds)]])}`,
    problems: [],
  }
}

/** The CPU time of all children, in seconds, from what `times` says: `0m1.20s 0m0.30s`, first of the shell, then of them. */
export function readTimes(said: string): number {
  const line = said.trim().split('\n').at(-1) ?? ''
  const times = [...line.matchAll(/(\d+)m([\d.]+)s/g)]
  if (times.length !== 2) throw new Error(`These are no times: ${line}`)
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}
