import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@auth/emulator'
import { packAll } from '../../../release/src/pack.ts'
import type { Part } from '../common/part.ts'
import { startProvider } from '../common/provider.ts'
import { findPrograms } from '../redis/programs.ts'
import { freePort, startServer } from '../redis/server.ts'
import { startBalancer } from './balancer.ts'

const lifeMs = 4000
const processes = 4
const requestsPerExpiry = 40
// A second where the machine has time for it: this one may have none.
const signOutLimitMs = 5000

/** Runs the server of the guide as its readers would: in four processes from the packed packages, behind a load balancer. */
export async function runExample(isShort: boolean): Promise<Part> {
  const expiries = isShort ? 3 : 10
  const { old } = await findPrograms()
  await using folder = await installExample()
  await using redis = await startServer(old)
  await using provider = await startProvider(lifeMs)
  const ports = await Promise.all(Array.from({ length: processes }, freePort))
  const servers = ports.map((port) => startExample(folder.path, port, redis.port, provider.urls))
  await using balancer = await startBalancer(ports)
  const get = async (path: string, base = balancer.url): Promise<number> => (await fetch(base + path)).status
  try {
    for (const port of ports) while (!(await isUp(`http://127.0.0.1:${port}/`))) await sleep(50)
    const problems: string[] = []
    const statuses: number[] = [await get('/sign-in')]
    let further = 0
    for (let expiry = 0; expiry < expiries; expiry += 1) {
      await sleep(lifeMs + 50)
      const startedAt = performance.now()
      statuses.push(...(await Promise.all(Array.from({ length: requestsPerExpiry }, () => get('/me')))))
      further += Math.floor((performance.now() - startedAt) / (0.8 * lifeMs))
    }
    const failed = statuses.filter((status) => status !== 200 && status !== 204).length
    const signIns = provider.tokenRequests.filter(({ grant }) => grant === 'password').length
    const renewals = provider.tokenRequests.length - signIns
    const reuses = provider.tokenRequests.filter(({ isReuse }) => isReuse).length
    if (failed + reuses > 0 || signIns !== 1 || renewals < expiries || renewals > expiries + further) {
      problems.push(`${signIns} sign-ins, ${renewals} renewals in ${expiries} expiries, ${failed} requests failed`)
    }
    await get('/sign-out')
    const signedOutAt = performance.now()
    await Promise.all(
      ports.map(async (port) => {
        while ((await get('/me', `http://127.0.0.1:${port}`)) !== 401) await sleep(10)
      }),
    )
    const toldMs = Math.round(performance.now() - signedOutAt)
    if (toldMs > signOutLimitMs) problems.push(`a sign-out took ${toldMs} ms to reach everybody`)
    const line = `the server of the guide in ${processes} processes: ${signIns} sign-in and ${renewals} renewals for ${statuses.length - 1} requests in ${expiries} expiries, signed out everywhere after ${toldMs} ms`
    console.log(line)
    for (const problem of problems) console.log(`       NOT AS PROMISED: ${problem}`)
    return { line, broken: problems.length }
  } finally {
    for (const server of servers) await end(server)
  }
}

async function installExample(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'auth-example-'))
  await packAll(path)
  const redis = new URL('../../node_modules/redis', import.meta.url)
  await symlink(fileURLToPath(redis), join(path, 'node_modules', 'redis'))
  await writeFile(join(path, 'package.json'), '{ "type": "module" }')
  const guides = new URL('../../../docs/src/guides/', import.meta.url)
  for (const file of ['fleet-server.ts', 'config.ts']) await copyFile(new URL(file, guides), join(path, file))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}

function startExample(
  path: string,
  port: number,
  redisPort: number,
  urls: { readonly authBaseUrl: string; readonly apiBaseUrl: string },
): ChildProcess {
  const { accountName, publicKey, username, password } = createEmulator().credentials.meshy
  const led = fileURLToPath(new URL('./lead-to-loopback.ts', import.meta.url))
  const settings = { MESHY_ACCOUNT_NAME: accountName, MESHY_PUBLIC_KEY: publicKey, MESHY_USERNAME: username }
  const hosts = { LOOPBACK_AUTH: urls.authBaseUrl, LOOPBACK_API: urls.apiBaseUrl }
  const own = { MESHY_PASSWORD: password, REDIS_URL: `redis://127.0.0.1:${redisPort}`, PORT: String(port) }
  return spawn(process.execPath, ['--import', led, 'fleet-server.ts'], {
    cwd: path,
    env: { ...process.env, ...settings, ...hosts, ...own },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

function isUp(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  )
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill('SIGKILL')
  await ended
}
