import { type ChildProcess, spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Outcome } from './terminal.ts'

type Environment = Readonly<Record<string, string>>

/** Longer than any command takes, on a machine that is busy with all else. */
const patienceMs = 40_000

const source = ['--conditions=@auth/source', fileURLToPath(new URL('../../src/cli.ts', import.meta.url))]
const built = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))

/** Starts the command in a process of its own. */
export function startProcess(
  args: readonly string[],
  environment: Environment,
  preload: readonly string[] = [],
): ChildProcess {
  return start([...preload, ...source, ...args], environment)
}

export function runProcess(
  args: readonly string[],
  environment: Environment,
  preload: readonly string[] = [],
): Promise<Outcome> {
  return outcomeOf(startProcess(args, environment, preload))
}

/** Runs the command as it is published. It has to be built before. */
export function runBuilt(args: readonly string[], environment: Environment): Promise<Outcome> {
  return outcomeOf(start([built, ...args], environment))
}

function start(args: readonly string[], environment: Environment): ChildProcess {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process that hangs may hear no other signal.
    ...{ timeout: patienceMs, killSignal: 'SIGKILL' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const code = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)))
  const [output, errors] = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')))
  return { code: await code, output: output ?? '', errors: errors ?? '' }
}
