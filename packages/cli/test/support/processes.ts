import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Outcome } from './terminal.ts'

const main = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** Starts the command in a process of its own. */
export function startProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  preload: readonly string[] = [],
): ChildProcess {
  const child = spawn(process.execPath, ['--conditions=@auth/source', ...preload, main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

export async function runProcess(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  preload: readonly string[] = [],
): Promise<Outcome> {
  const child = startProcess(args, environment, preload)
  const code = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)))
  const [output, errors] = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')))
  return { code: await code, output: output ?? '', errors: errors ?? '' }
}
