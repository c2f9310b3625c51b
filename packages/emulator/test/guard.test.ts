import { request } from 'node:http'
import { expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../src/index.ts'
import { findIntruder } from '../src/server/guard.ts'

/** As a browser sends it: `fetch` sets some of these headers itself. */
async function ask(
  emulator: RunningEmulator,
  headers: Readonly<Record<string, string>>,
  { path = '/_emulator', method = 'GET', body = '' } = {},
): Promise<{ status: number | undefined; text: string }> {
  const { port } = new URL(emulator.origin)
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    sent.on('error', reject).end(body)
  })
}

const statusOf = async (...parameters: Parameters<typeof ask>): Promise<number | undefined> =>
  (await ask(...parameters)).status

test.each(['localhost:4010', '127.0.0.1', '127.1.2.3:1', '[::1]:4010', 'LOCALHOST'])(
  'Page and admin API answer under the name %s.',
  async (host) => {
    await using emulator = await startEmulator()
    expect(await statusOf(emulator, { host })).toBe(200)
    expect(await statusOf(emulator, { host, accept: 'text/html' }, { path: '/' })).toBe(200)
  },
)

test.each([
  'evil.example',
  'evil.example:4010',
  'localhost.evil.example',
  '10.0.0.1',
  'my-machine',
  'a b',
  '127.0.0.1.evil.example',
])('Under the name "%s" they do not, and nothing is told of the credentials.', async (host) => {
  await using emulator = await startEmulator()
  for (const path of [
    '/',
    '/_emulator',
    '/_emulator/requests',
    '/_emulator/events',
    '/_emulator/page/page.js',
    '//_emulator//',
  ]) {
    const { status, text } = await ask(emulator, { host, accept: 'text/html' }, { path })
    expect([path, status, JSON.parse(text).error]).toEqual([path, 403, expect.stringContaining('use localhost')])
  }
})

test('A page of another origin sets no faults and reads nothing, with and without a preflight.', async () => {
  await using emulator = await startEmulator()
  const host = new URL(emulator.origin).host
  const fault = { path: '/_emulator/faults', method: 'POST', body: '{"provider": "meshy", "kind": "html"}' }
  const foreign: Record<string, string>[] = [
    { host, origin: 'https://evil.example', 'content-type': 'text/plain' },
    { host, origin: 'null' },
    { host, origin: 'http://localhost:3000' },
    { host, origin: `http://${host}.evil.example` },
    { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    { host, 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
  ]
  for (const headers of foreign) {
    expect([headers, await statusOf(emulator, headers, fault)]).toEqual([headers, 403])
    expect([headers, await statusOf(emulator, headers)]).toEqual([headers, 403])
  }
  expect((await (await fetch(`${emulator.origin}/_emulator`)).json()).faults).toEqual([])
})

test('The own page, a link from elsewhere and clients that are no browsers are answered.', async () => {
  await using emulator = await startEmulator()
  const host = new URL(emulator.origin).host
  const fault = { path: '/_emulator/faults', method: 'POST', body: '{"provider": "meshy", "kind": "html"}' }
  const own = { host, origin: emulator.origin, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }
  expect(await statusOf(emulator, own, fault)).toBe(204)
  expect(await statusOf(emulator, { host }, fault)).toBe(204)
  const link = { host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', accept: 'text/html' }
  expect(await statusOf(emulator, link, { path: '/' })).toBe(200)
})

test('The providers answer under every name, and to pages of every origin.', async () => {
  await using emulator = await startEmulator()
  const headers = { host: 'api.example', origin: 'https://app.example' }
  expect(await statusOf(emulator, headers, { path: '/genlogs/me' })).toBe(401)
})

test.each([
  ['emulator:4010', 200],
  ['10.1.2.3:4010', 200],
  ['[fd00::1]:4010', 200],
  ['host.docker.internal', 200],
  ['localhost:4010', 200],
  ['rebound.evil.example', 403],
  ['evil.test.example', 403],
])('Open to the network, it answers under %s with %i: a public name may be somebody else’s.', async (host, status) => {
  await using emulator = await startEmulator({ hostname: '0.0.0.0', exposeToNetwork: true })
  expect(await statusOf(emulator, { host })).toBe(status)
})

test('A body that no request needs is refused, and TRACE is, in words.', async () => {
  await using emulator = await startEmulator()
  const { host } = new URL(emulator.origin)
  const long = await ask(emulator, { host }, { path: '/_emulator/clock', method: 'POST', body: ' '.repeat(100_000) })
  expect([long.status, long.text]).toEqual([413, expect.stringContaining('the body is longer than')])
  for (const path of ['/genlogs/me', '/_emulator', '/']) {
    const traced = await ask(emulator, { host }, { path, method: 'TRACE' })
    expect([traced.status, traced.text]).toEqual([405, expect.stringContaining('TRACE is not answered here')])
  }
  expect(emulator.requests).toEqual([])
})

test('Open to the network under a name, it answers under that name.', async () => {
  const headers = { host: 'tests.example.com:4010' }
  expect(findIntruder(headers, 'Tests.example.com')).toBeUndefined()
  expect(findIntruder(headers, '0.0.0.0')).toContain('do not answer under the host "tests.example.com:4010"')
})
