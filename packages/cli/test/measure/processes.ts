import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
const emulator = fileURLToPath(new URL('../../../emulator/dist/cli.js', import.meta.url))
const started: ChildProcess[] = []

process.once('exit', () => {
  for (const child of started) child.kill('SIGKILL')
})

/** Starts a script that prints a line of JSON once it is ready, in a process of its own. */
export async function startScript<Ready>(
  path: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ready & { pid: number; end: () => Promise<void> }> {
  const child = spawn(process.execPath, [path, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve))
  const end = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return { ...JSON.parse(line), pid: child.pid ?? 0, end }
}

/** Starts the built command. */
export function startCli(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ReturnType<typeof startScript<{ origin: string }>> {
  return startScript(cli, args, environment)
}

/** Runs the built command to its end. */
export function runBuilt(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment }
    const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.once('close', (code) => resolve({ code, output }))
  })
}

export interface Emulated {
  readonly origin: string
  readonly urls: Parameters<typeof import('../support/account.ts').environmentOf>[0]['urls']
  readonly credentials: Parameters<typeof import('../support/account.ts').environmentOf>[0]['credentials']
}

/** Starts the built emulator. */
export function startEmulated(): ReturnType<typeof startScript<Emulated>> {
  return startScript(emulator, ['--port', '0', '--json'])
}

/** Calls the emulator's own pages. */
export async function control(origin: string, path: string, body?: object): Promise<unknown> {
  const init = body && { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(`${origin}/_emulator/${path}`, init)
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text)
}
