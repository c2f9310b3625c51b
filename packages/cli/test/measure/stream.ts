import { mkdtemp, readFile, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { environmentOf, foldersIn } from '../support/account.ts'
import { startCli, startEmulated, startScript } from './processes.ts'

/** The memory of the proxy while gibibytes go up, and as many come down, to a client that is slow at first. */
const bytes = Number(process.argv[2] ?? 1) * 1024 ** 3
const chunk = Buffer.alloc(64 * 1024, 120)

const folder = await mkdtemp(join(tmpdir(), 'auth-cli-stream-'))
const emulator = await startEmulated()
const api = await startScript<{ origin: string }>(fileURLToPath(new URL('api.ts', import.meta.url)), [])
const environment = { ...environmentOf(emulator), ...foldersIn(folder), GENLOGS_API_BASE_URL: api.origin }
const proxy = await startCli(['proxy', 'genlogs', '--port', '0', '--json'], environment)

async function residentMiB(): Promise<number> {
  const status = await readFile(`/proc/${proxy.pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
}

async function watch(name: string, transfer: () => Promise<number>): Promise<void> {
  const before = await residentMiB()
  let most = before
  const timer = setInterval(async () => {
    most = Math.max(most, await residentMiB())
  }, 50)
  const startedAt = performance.now()
  const moved = await transfer()
  clearInterval(timer)
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`${name}: ${moved} bytes in ${seconds.toFixed(1)} s, resident ${before} MiB before, ${most} MiB at most`)
}

async function upload(): Promise<number> {
  const client = http.request(`${proxy.origin}/uploads`, { method: 'POST' })
  const answer = new Promise<http.IncomingMessage>((resolve, reject) =>
    client.once('response', resolve).once('error', reject),
  )
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    if (!client.write(chunk)) await new Promise((resolve) => client.once('drain', resolve))
  }
  client.end()
  const parts: Buffer[] = []
  for await (const part of await answer) parts.push(part)
  return JSON.parse(String(Buffer.concat(parts))).received
}

async function download(): Promise<number> {
  const message = await new Promise<http.IncomingMessage>((resolve) =>
    http.get(`${proxy.origin}/bytes/${bytes}`, resolve),
  )
  // Whoever keeps what is not read yet would grow now.
  message.pause()
  await new Promise((resolve) => setTimeout(resolve, 2000))
  let received = 0
  for await (const part of message) received += part.length
  return received
}

await watch('up', upload)
await watch('down', download)
await rm(folder, { recursive: true, force: true })
process.exit()
