import { writeFile } from 'node:fs/promises'
import { request as send } from 'node:http'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFolder } from '../support/account.ts'
import { proxyTo } from '../support/proxied.ts'
import { runCli } from '../support/terminal.ts'

const key = 'a-local-key-of-some-length'

interface Answer {
  readonly status: number | undefined
  readonly headers: NodeJS.Dict<string | string[]>
}

function call(origin: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const client = send(origin, { method, headers }, (message) => {
      resolve({ status: message.statusCode, headers: message.headers })
      message.resume()
    })
    client.once('error', reject).end()
  })
}

async function count(args: readonly string[]): Promise<{ origin: string; reached: () => number }> {
  let reached = 0
  const { origin } = await proxyTo(
    (_, outgoing) => {
      reached += 1
      outgoing.end()
    },
    { args },
  )
  return { origin, reached: () => reached }
}

test('Only names of this machine are answered to, so that no page can rebind its own to it.', async () => {
  const { origin, reached } = await count(['--allow-host', 'auth-sidecar'])
  const { port } = new URL(origin)
  for (const host of [
    '127.0.0.1',
    'localhost',
    `localhost:${port}`,
    '[::1]:80',
    'app.localhost',
    'auth-sidecar:9000',
  ]) {
    expect([host, (await call(origin, { host })).status]).toEqual([host, 200])
  }
  const allowed = reached()
  for (const host of ['example.com', 'localhost.example.com', '127.0.0.1.example.com', '192.168.0.2']) {
    expect([host, (await call(origin, { host })).status]).toEqual([host, 421])
  }
  expect(reached()).toBe(allowed)
})

test('Pages may not call, unless their origin is allowed.', async () => {
  const { origin, reached } = await count(['--allow-origin', 'http://localhost:3000'])
  const refused = [
    { origin: 'https://example.com' },
    { origin: 'null' },
    { origin: 'http://localhost:3001' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  for (const headers of refused) expect((await call(origin, { ...headers })).status).toBe(403)
  expect(reached()).toBe(0)
  const allowed = await call(origin, { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' })
  expect(allowed).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': 'http://localhost:3000' } })
  const preflight = { origin: 'http://localhost:3000', 'access-control-request-method': 'PUT' }
  expect(await call(origin, preflight, 'OPTIONS')).toMatchObject({
    status: 204,
    headers: { 'access-control-allow-methods': 'PUT' },
  })
  expect(reached()).toBe(1)
})

test('With a key, every request must bring it, and it goes no further.', async () => {
  const file = join(await createFolder(), 'key')
  await writeFile(file, `${key}\n`)
  const seen: unknown[] = []
  const { origin } = await proxyTo(
    (incoming, outgoing) => {
      seen.push(incoming.headers)
      outgoing.end()
    },
    { args: ['--key-file', file] },
  )
  for (const headers of [{}, { 'x-auth-key': `${key}x` }, { authorization: `Basic ${key}` }]) {
    expect((await call(origin, { ...headers })).status).toBe(401)
  }
  for (const headers of [{ 'x-auth-key': key }, { authorization: `Bearer ${key}` }]) {
    expect((await call(origin, { ...headers })).status).toBe(200)
  }
  expect((await call(`${origin}/_auth/metrics`, {})).status).toBe(401)
  expect(seen).toHaveLength(2)
  expect(JSON.stringify(seen)).not.toContain(key)
})

test.each([
  [['--host', '0.0.0.0'], 'is not loopback'],
  [['--key-env', 'SHORT'], 'a key is at least 16 characters'],
  [['--key-env', 'ABSENT'], 'a key is at least 16 characters'],
  [['--port', '70000'], '--port must be'],
  [['--allow-origin', 'localhost'], '--allow-origin must be'],
  [['--own-path', 'auth'], '--own-path must be'],
])('It does not begin to serve with %j.', async (args, problem) => {
  const { code, errors } = await runCli(['proxy', 'genlogs', '--emulator', ...args], { SHORT: 'short' })
  expect([code, errors]).toEqual([2, expect.stringContaining(problem)])
})
