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

/** The command, for a script of a shell. */
export const shellCommand: string = [process.execPath, ...source].map((word) => `'${word}'`).join(' ')

/** Runs a script in a shell. What it leaves behind ends with the test. */
export function startShell(script: string, environment: Environment): ChildProcess {
  return withGroup(start(['-c', script], environment, { program: 'sh', detached: true }))
}

/** Runs a script in a shell as npx does, under the name that npx gives itself. */
export function startNpx(script: string, environment: Environment): ChildProcess {
  const code = `
    process.title = 'npm exec'
    require('node:child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' })`
  return withGroup(start(['-e', code, script], environment, { detached: true }))
}

function withGroup(child: ChildProcess): ChildProcess {
  onTestFinished(() => {
    try {
      if (child.pid) process.kill(-child.pid, 'SIGKILL')
    } catch {
      // Nothing was left.
    }
  })
  return child
}

function start(
  args: readonly string[],
  environment: Environment,
  { program = process.execPath, detached = false } = {},
): ChildProcess {
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached,
    // A process that hangs may hear no other signal.
    ...{ timeout: patienceMs, killSignal: 'SIGKILL' },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Where a proxy says that it is, once it serves. */
export async function originOfProxy({ stdout }: ChildProcess): Promise<string> {
  const line = await new Promise<string>((resolve) => stdout?.once('data', (chunk) => resolve(String(chunk))))
  const { origin }: { origin: string } = JSON.parse(line)
  return origin
}

/** How a process ended, and by which signal. */
export function endOf(child: ChildProcess): Promise<readonly unknown[]> {
  return new Promise((resolve) => child.once('close', (code, signal) => resolve([code, signal])))
}

async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const code = new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? -1)))
  const [output, errors] = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : '')))
  return { code: await code, output: output ?? '', errors: errors ?? '' }
}
