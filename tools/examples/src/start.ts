import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { stripVTControlCharacters } from 'node:util'
import { type Emulated, emulatedAt } from './emulated.ts'
import { environment } from './environment.ts'

/** An example that serves, and the emulator that stands in for its provider. */
export interface Started extends AsyncDisposable {
  readonly origin: string
  readonly emulator: Emulated
  /** What it has printed so far. */
  output(): string
}

const patienceMs = 90_000

/**
 * Starts a script of an example that is to serve on `PORT`, beside an emulator on `EMULATOR_PORT`.
 *
 * @param argumentsFor - For what does not look at `PORT`.
 */
export async function startExample(
  folder: string,
  script: string,
  argumentsFor: (port: number) => readonly string[] = () => [],
): Promise<Started> {
  const [port, emulatorPort] = [await freePort(), await freePort()]
  const env = { ...environment, PORT: String(port), EMULATOR_PORT: String(emulatorPort) }
  // A group of its own, so that what npm has started ends with it.
  const child = spawn('npm', ['run', script, '--', ...argumentsFor(port)], { cwd: folder, env, detached: true })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text
    })
  }
  const output = (): string => stripVTControlCharacters(printed)
  const origin = `http://127.0.0.1:${port}`
  try {
    await answering(origin, child)
  } catch (error) {
    await end(child)
    throw new Error(`npm run ${script} does not serve: ${error}\n${output()}`)
  }
  return {
    origin,
    emulator: emulatedAt(`http://127.0.0.1:${emulatorPort}`),
    output,
    [Symbol.asyncDispose]: () => end(child),
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Waits until something answers, whatever it says. */
async function answering(origin: string, child: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + patienceMs
  for (;;) {
    const isThere = await fetch(origin, { redirect: 'manual' }).then(
      () => true,
      () => false,
    )
    if (isThere) return
    if (child.exitCode !== null) throw new Error(`it has ended with ${child.exitCode}`)
    if (Date.now() > giveUpAt) throw new Error(`nothing answers at ${origin}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return
  const ended = once(child, 'close')
  process.kill(-child.pid, 'SIGTERM')
  const killer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 5000)
  await ended
  clearTimeout(killer)
}
