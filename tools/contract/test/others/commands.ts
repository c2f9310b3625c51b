import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a program that must succeed, and returns what it prints. */
export async function runCommand(
  file: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<string> {
  // Loopback only: a proxy of the machine has no part in it.
  const { stdout } = await run(file, args, { env: { PATH: process.env['PATH'], NO_PROXY: '*', no_proxy: '*', ...env } })
  return stdout
}

export async function isInstalled(file: string): Promise<boolean> {
  return runCommand(file, ['--version']).then(
    () => true,
    () => false,
  )
}
