import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type RunningEmulator, startEmulator } from '../src/index.ts'

const signIn = (emulator: RunningEmulator, init: RequestInit = {}): Promise<Response> =>
  fetch(`${emulator.urls.meshy.authBaseUrl}/demo/connect/token`, {
    method: 'POST',
    body: 'client_id=pk_demo&grant_type=password&username=ada&password=ada-password',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    ...init,
  })

test('The server signs people in over HTTP and shares its state with the object.', async () => {
  await using emulator = await startEmulator()
  emulator.advance(86_400_000)
  const response = await signIn(emulator)
  expect(response.status).toBe(200)
  expect(Date.parse(response.headers.get('date') ?? '')).toBeGreaterThan(Date.now() + 86_000_000)
  const { access_token } = await response.json()
  const init = { headers: { authorization: `Bearer ${access_token}` } }
  const url = `${emulator.urls.meshy.apiBaseUrl}/demo/users/me`
  expect((await fetch(url, init)).status).toBe(200)
  expect((await emulator.fetch(url, init)).status).toBe(200)
  expect(emulator.requests.map(({ endpoint }) => endpoint)).toEqual(['token', 'resource', 'resource'])
})

test('Any name of the machine reaches the server, and the path arrives as it was sent.', async () => {
  await using emulator = await startEmulator()
  const { port } = new URL(emulator.origin)
  const status = await new Promise((resolve, reject) => {
    const path = '/genlogs//auth/token/?email=a%2Bb'
    request({ host: '127.0.0.1', port, path, method: 'POST', headers: { host: 'my-machine:1' } }, (response) => {
      resolve([response.statusCode, response.headers.location])
      response.resume()
    })
      .on('error', reject)
      .end()
  })
  expect(status).toEqual([307, `${emulator.origin}/genlogs/auth/token?email=a%2Bb`])
})

test('An answer without a type has none over HTTP either.', async () => {
  await using emulator = await startEmulator()
  const { authBaseUrl } = emulator.urls.gooru
  const refused = await fetch(`${authBaseUrl}/token`, { method: 'POST', body: '{}' })
  expect([refused.status, refused.headers.get('content-type')]).toEqual([401, null])
  expect(await refused.json()).toMatchObject({ errors: [{ code: 'AUE401' }] })
  const empty = await fetch(`${authBaseUrl}/token`)
  expect([empty.status, empty.statusText, empty.headers.get('content-type')]).toEqual([401, 'Unauthorized', null])
})

test('The answer to HEAD has headers and no body.', async () => {
  await using emulator = await startEmulator()
  const response = await fetch(`${emulator.urls.meshy.apiBaseUrl}/demo/users/me`, { method: 'HEAD' })
  expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
    ...[401, 'application/json', ''],
  ])
})

test('The front page names addresses and demo users, as text or as JSON.', async () => {
  await using emulator = await startEmulator()
  const text = await (await fetch(emulator.origin)).text()
  expect(text).toContain(emulator.urls.gooru.authBaseUrl)
  expect(text).toContain('ada-password')
  const json = await (await fetch(emulator.origin, { headers: { accept: 'application/json' } })).json()
  expect(json.meshy).toMatchObject({ ...emulator.urls.meshy, credentials: emulator.credentials.meshy })
})

test.each(['refuse', 'reset'] as const)('The fault %s ends the connection.', async (kind) => {
  await using emulator = await startEmulator()
  emulator.fail({ provider: 'meshy', kind })
  await expect(signIn(emulator)).rejects.toThrow('fetch failed')
  expect((await signIn(emulator)).status).toBe(200)
})

test('A stalled request stays open until the caller gives up.', async () => {
  await using emulator = await startEmulator()
  emulator.fail({ provider: 'meshy', kind: 'stall' })
  await expect(signIn(emulator, { signal: AbortSignal.timeout(200) })).rejects.toMatchObject({ name: 'TimeoutError' })
  expect(emulator.requests).toMatchObject([{ status: 'stall' }])
})

test('A call of close() ends stalled connections too.', async () => {
  const emulator = await startEmulator()
  let arrived = (): void => {}
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  emulator.fail({
    provider: 'meshy',
    kind: () => {
      arrived()
      return new Promise(() => {})
    },
  })
  const pending = expect(signIn(emulator)).rejects.toThrow('fetch failed')
  await arrival
  await emulator.close()
  await pending
})

test('A truncated answer breaks off before the length it promised.', async () => {
  await using emulator = await startEmulator()
  emulator.fail({ provider: 'meshy', kind: 'truncate' })
  const response = await signIn(emulator)
  expect(response.status).toBe(200)
  await expect(response.text()).rejects.toThrow('terminated')
})

test('Only loopback names are served unless the network is allowed on purpose.', async () => {
  await expect(startEmulator({ hostname: '0.0.0.0' })).rejects.toThrow(TypeError)
  await expect(startEmulator({ hostname: '127.example.com' })).rejects.toThrow('exposeToNetwork')
  await using emulator = await startEmulator({ hostname: '0.0.0.0', exposeToNetwork: true })
  expect((await signIn(emulator)).status).toBe(200)
})

test('A port in use is an error.', async () => {
  await using emulator = await startEmulator({ hostname: 'localhost' })
  const port = Number(new URL(emulator.origin).port)
  await expect(startEmulator({ hostname: 'localhost', port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('The server leaves the global Request and Response alone.', async () => {
  const before = [Request, Response]
  await using _emulator = await startEmulator()
  expect([Request, Response]).toEqual(before)
})

test.each(['my-localhost', 'localhost.example', '127.0.0.1.example', '10.127.0.0.1', '127.0.0', '::11', ''])(
  'The name "%s" only looks like loopback, or is none.',
  async (hostname) => {
    await expect(startEmulator({ hostname })).rejects.toThrow(/is not loopback; set exposeToNetwork/)
  },
)

test('An address that listens everywhere is called by one of this machine.', async () => {
  await using emulator = await startEmulator({ hostname: '0.0.0.0', exposeToNetwork: true })
  expect(emulator.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(emulator.origin)).status).toBe(200)
})

/** As jsdom brings one: the platform's Request does not take its signal. */
class ForeignAbortController {
  readonly signal = Object.assign(new EventTarget(), { aborted: false, reason: undefined, throwIfAborted: () => {} })
  abort(): void {
    this.signal.aborted = true
    this.signal.dispatchEvent(new Event('abort'))
  }
}

test('An environment that brings an AbortController of its own is served as well.', async () => {
  vi.stubGlobal('AbortController', ForeignAbortController)
  onTestFinished(() => void vi.unstubAllGlobals())
  await using emulator = await startEmulator()
  emulator.fail({ provider: 'meshy', kind: async (request) => new Response(await request.text(), { status: 418 }) })
  const path = `${emulator.urls.meshy.authBaseUrl}/demo/connect/token`
  const answers: [number | undefined, string][] = []
  for (let count = 0; count < 2; count += 1) {
    answers.push(
      await new Promise((resolve, reject) => {
        const sent = request(path, { method: 'POST' }, async (response) => {
          resolve([response.statusCode, await text(response)])
        })
        sent.on('error', reject).end('abc')
      }),
    )
  }
  expect(answers).toEqual([
    [418, 'abc'],
    [400, '{"error":"invalid_request"}'],
  ])
})
