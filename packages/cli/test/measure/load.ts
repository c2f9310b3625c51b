import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Pool } from 'undici'
import { environmentOf, foldersIn } from '../support/account.ts'
import { control, startCli, startEmulated } from './processes.ts'

/** Ten thousand requests through the proxy, a hundred at a time, while tokens die. */
const requests = 10_000
const concurrency = 100
const deaths = 10

const folder = await mkdtemp(join(tmpdir(), 'auth-cli-load-'))
const emulator = await startEmulated()
const paths = { meshy: '/users/me', elasticpath: '/v2/accounts', gooru: '/nucleus-auth/v1/token', genlogs: '/me' }
for (const [provider, path] of Object.entries(paths)) {
  const environment = { ...environmentOf(emulator), ...foldersIn(folder) }
  const proxy = await startCli(['proxy', provider, '--port', '0', '--json'], environment)
  const pool = new Pool(proxy.origin, { connections: concurrency })
  const statuses = new Map<string, number>()
  let sent = 0
  const work = async (): Promise<void> => {
    while (sent < requests) {
      sent += 1
      if (sent % (requests / deaths) === 0) await control(emulator.origin, 'revoke', { provider })
      const status = await pool
        .request({ path, method: 'GET' })
        .then(async ({ statusCode, body }) => {
          await body.dump()
          return String(statusCode)
        })
        .catch((error: Error) => error.message)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, work))
  const seconds = (performance.now() - startedAt) / 1000
  const metrics = await (await fetch(`${proxy.origin}/_auth/metrics`)).text()
  const replays = /replays_total\S+ (\d+)/.exec(metrics)?.[1]
  const events = [...metrics.matchAll(/event="([\w-]+)"\} (\d+)/g)].map(([, event, count]) => `${event} ${count}`)
  console.log(
    `${provider}: ${sent} requests, statuses ${JSON.stringify(Object.fromEntries(statuses))}, ${deaths} times all tokens died, ${replays} replays, events: ${events.join(', ')} (${seconds.toFixed(1)} s)`,
  )
  await pool.close()
  await proxy.end()
}
await emulator.end()
await rm(folder, { recursive: true, force: true })
process.exit()
