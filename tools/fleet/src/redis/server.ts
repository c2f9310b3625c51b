import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Program } from './programs.ts'

/** A server in a process of its own, with nothing on disk. */
export interface Server extends AsyncDisposable {
  readonly port: number
  /** A connection for what a scenario does to it. */
  readonly admin: Redis
  /** Kills it, and nothing is kept. */
  kill(): Promise<void>
  /** Starts it again on the same port, empty. */
  start(): Promise<void>
}

const running = new Set<ChildProcess>()
// Whatever ends this process, no server is left.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** @param role - Of a Sentinel, `settings` are the lines of its file. */
export async function startServer(
  program: Program,
  settings: readonly string[] = [],
  role: 'server' | 'sentinel' = 'server',
): Promise<Server> {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'fleet-'))
  const admin = new Redis({ port, host: '127.0.0.1', lazyConnect: true, maxRetriesPerRequest: null })
  admin.on('error', () => {})
  let child: ChildProcess | undefined

  // A Sentinel writes what it finds out into its file.
  async function writeSettings(): Promise<string> {
    const file = join(folder, 'sentinel.conf')
    await writeFile(file, [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...settings].join('\n'))
    return file
  }

  const server: Server = {
    port,
    admin,
    async start() {
      const own = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder]
      const parameters = role === 'server' ? [...own, ...settings] : [await writeSettings(), '--sentinel']
      child = spawn(program.file, parameters, { stdio: 'ignore' })
      running.add(child)
      while ((await admin.ping().catch(() => '')) !== 'PONG') await sleep(20)
    },
    async kill() {
      const ended = new Promise((resolve) => child?.once('exit', resolve))
      if (child?.kill('SIGKILL')) await ended
      if (child) running.delete(child)
      child = undefined
    },
    async [Symbol.asyncDispose]() {
      admin.disconnect()
      await server.kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
  await server.start()
  return server
}

/** What clients have sent, by command, since the server started or forgot it. */
export async function countCommands(server: Server): Promise<number> {
  const text = await server.admin.info('commandstats')
  const counted = text.matchAll(/^cmdstat_(evalsha|eval|subscribe|unsubscribe):calls=(\d+)/gm)
  return [...counted].reduce((sum, [, , calls]) => sum + Number(calls), 0)
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address ? address.port : 0
      // The bus of a cluster takes the port 10,000 above.
      probe.close(() => (port < 55_000 ? resolve(port) : resolve(freePort())))
    })
  })
}
