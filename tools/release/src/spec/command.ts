import { parseArgs } from 'node:util'
import { runCommand } from '../../../generator/src/run-command.ts'
import { findRoot } from './git.ts'

export interface CommandOptions {
  /** The repository. */
  readonly root: string
  /** The revision to compare with, when one is asked for. */
  readonly base?: string | undefined
  readonly json?: boolean
  readonly generate?: boolean
  /** Only says what would be done: nothing is generated or written. */
  readonly dry?: boolean
}

export type Print = (text: string) => void

/** Runs a command in the repository around the working directory. Its result is whether all is well. */
export async function runSpecCommand(
  command: (options: CommandOptions, print: Print) => Promise<boolean>,
): Promise<void> {
  await runCommand(async () => {
    const { values } = parseArgs({
      // Some versions of pnpm hand on the `--` in front of options.
      args: process.argv.slice(2).filter((argument) => argument !== '--'),
      options: {
        base: { type: 'string' },
        json: { type: 'boolean' },
        'no-generate': { type: 'boolean' },
        dry: { type: 'boolean' },
      },
    })
    const { base, json = false, 'no-generate': noGenerate = false, dry = false } = values
    const root = await findRoot(process.cwd())
    if (!(await command({ root, base, json, generate: !noGenerate, dry }, console.log))) process.exitCode = 1
  })
}
