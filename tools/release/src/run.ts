import { execFile } from 'node:child_process'
import { basename, isAbsolute } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
}

const mostLines = 40

/**
 * Runs a command to its end, without a terminal.
 *
 * @returns what it printed to its standard output
 * @throws an Error with the command and the end of all that it printed
 */
export async function run(command: string, args: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: env ?? process.env, maxBuffer: 64 * 1024 * 1024 }
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      const output = stripVTControlCharacters(`${stdout}\n${stderr}`).trim().split('\n').slice(-mostLines).join('\n')
      const said = [command, ...args].map((part) => (isAbsolute(part) ? basename(part) : part)).join(' ')
      reject(new Error(`${said} failed in ${cwd}:\n${output || error.message}`))
    })
  })
}

/** Whether `work` fails, and with what message: for what must fail. */
export async function failureOf(work: Promise<unknown>): Promise<string | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
}
