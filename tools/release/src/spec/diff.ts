import { type CommandOptions, type Print, runSpecCommand } from './command.ts'
import { describe } from './describe.ts'
import { findBase } from './git.ts'
import { judgeProviders, reportOf } from './judge-providers.ts'

/** Prints what the edits of each spec mean to the users of its package. */
export async function diff({ root, base: wanted, json }: CommandOptions, print: Print): Promise<boolean> {
  const base = await findBase(root, wanted)
  if (base.revision === undefined) throw new Error(base.reason)
  const judged = await judgeProviders(root, base)
  if (json) print(JSON.stringify({ base, packages: judged.map(reportOf) }, null, 2))
  else print([`Compared with ${base.reason} (${base.revision.slice(0, 7)})`, ...judged.map(describe)].join('\n\n'))
  return true
}

if (import.meta.main) await runSpecCommand(diff)
