import { describe, expect, test, vi } from 'vitest'
import {
  createApiClient,
  createRealTimeAuth,
  credentials,
  issue,
  rejecting,
  type TestAuth,
} from '../support/api-auth.ts'
import { serve } from '../support/loopback.ts'

const mebibyte = 1024 * 1024
const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A stream that a test writes to. */
function createLive() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  // Whoever cancels the stream rejects what is written.
  writer.closed.catch(() => {})
  const write = (text: string): Promise<void> => writer.write(encode(text)).catch(() => {})
  return {
    readable,
    write,
    end: () => writer.close().catch(() => {}),
    cancelled: writer.closed.catch((reason: unknown) => reason),
  }
}

const liveRequest = (body: ReadableStream, init: object = {}, url = 'https://api.example.com/v1/users'): Request =>
  new Request(url, { method: 'POST', body, duplex: 'half', ...init } as RequestInit) // TypeScript does not know duplex

/** Signs in anywhere, and is served by `listener`; the first token is refused after `refuseAfter` pieces of a body. */
async function serveEcho({ refuseAfter = Infinity } = {}) {
  const seen: Array<{ token: string | undefined; length: string | undefined; chunked: boolean; body: string }> = []
  const server = await serve(async (request, response) => {
    const { authorization, 'content-length': length, 'transfer-encoding': encoding } = request.headers
    const arrival = { token: authorization, length, chunked: encoding === 'chunked', body: '' }
    seen.push(arrival)
    let pieces = 0
    request.on('error', () => {})
    const refuses = authorization === 'Bearer token-1'
    if (refuses && refuseAfter === 0) return void response.writeHead(401).end('dead')
    if (!refuses) response.flushHeaders()
    for await (const chunk of request) {
      arrival.body += chunk
      pieces += 1
      if (refuses && pieces === refuseAfter) return void response.writeHead(401).end('dead')
      if (!refuses) response.write(chunk)
    }
    response.end()
  })
  let issued = 0
  const auth: TestAuth = createRealTimeAuth({
    credentials,
    apiBaseUrl: server.url,
    fetch: async (url, init) => {
      if (!String(url).endsWith('/token')) return fetch(url, init)
      issued += 1
      return issue(`token-${refuseAfter < Infinity ? issued : issued + 1}`)
    },
  })
  return Object.assign(server, { auth, seen })
}

describe('A Request with a body that is still to come', () => {
  test('is sent at once, and answered while it is sent: an echo does not wait for the end.', async () => {
    await using server = await serveEcho()
    const live = createLive()
    const answer = server.auth.fetch(liveRequest(live.readable, {}, server.url))
    // Node sends the headers with the first piece.
    await live.write('one')
    const reader = (await answer).body?.pipeThrough(new TextDecoderStream()).getReader()
    expect((await reader?.read())?.value).toBe('one')
    await live.write('two')
    expect((await reader?.read())?.value).toBe('two')
    await live.end()
    expect((await reader?.read())?.done).toBe(true)
    expect(server.seen).toMatchObject([{ body: 'onetwo', chunked: true }])
  })

  test.each([0, 2])(
    'is sent again after a 401 that came with %i pieces of it sent, and goes on.',
    async (refuseAfter) => {
      await using server = await serveEcho({ refuseAfter })
      const live = createLive()
      const answer = server.auth.fetch(liveRequest(live.readable, {}, server.url))
      const written = live.write('one,').then(() => live.write('two,'))
      const response = await answer
      await written
      await live.write('three')
      await live.end()
      expect([response.status, await response.text()]).toEqual([200, 'one,two,three'])
      expect(server.seen.map(({ token }) => token)).toEqual(['Bearer token-1', 'Bearer token-2'])
    },
  )

  test('is not sent again once more than 1 MiB of it has been sent: the 401 is returned.', async () => {
    const live = createLive()
    const { auth, sent, signIns } = createApiClient(async (request) => {
      await request.text()
      return new Response('dead', { status: 401 })
    })
    const answer = auth.fetch(liveRequest(live.readable))
    for (let count = 0; count < 3; count += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await live.write('x'.repeat(mebibyte / 2))
    }
    await live.end()
    const response = await answer
    expect([response.status, sent.length]).toEqual([401, 1])
    expect(signIns).toHaveLength(1)
  })

  test('keeps the length that its caller knows.', async () => {
    await using server = await serveEcho()
    const live = createLive()
    const answer = server.auth.fetch(liveRequest(live.readable, { headers: { 'content-length': '5' } }, server.url))
    await live.write('hello')
    await live.end()
    expect(await (await answer).text()).toBe('hello')
    expect(server.seen).toMatchObject([{ length: '5', chunked: false }])
  })

  test('is given up at its source when its caller leaves.', async () => {
    let arrive = (): void => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    await using server = await serve((request) => void request.on('data', arrive).on('error', () => {}))
    const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> =>
      String(url).endsWith('/token') ? issue('the-token') : globalThis.fetch(url, init)
    const auth = createRealTimeAuth({ credentials, apiBaseUrl: server.url, fetch })
    const live = createLive()
    const controller = new AbortController()
    const request = liveRequest(live.readable, { signal: controller.signal }, server.url)
    const outcome = auth.fetch(request).catch((error: unknown) => error)
    await live.write('one')
    await arrived
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(await live.cancelled).toBe(reason)
  })

  test('is given up at its source when there is no token to send it with.', async () => {
    const live = createLive()
    const { auth } = createApiClient(() => new Response(), {}, { token: () => new Response(null, { status: 400 }) })
    await expect(auth.fetch(liveRequest(live.readable))).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(await live.cancelled).toMatchObject({ code: 'invalid_credentials' })
  })

  test('fails with the error of its source.', async () => {
    const broken = new Error('broken')
    const body = new ReadableStream({ start: (controller) => controller.error(broken) })
    const { auth, sent } = createApiClient(() => new Response())
    await expect(auth.fetch(liveRequest(body))).rejects.toBe(broken)
    expect(sent).toEqual([])
  })

  test('is waited for in a browser, which sends no body before its end, and no stream over HTTP/1.1.', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11) Firefox/153.0' })
    try {
      const live = createLive()
      const { auth, sent } = createApiClient(rejecting('token-1'))
      const answer = auth.fetch(liveRequest(live.readable))
      await live.write('text')
      expect(sent).toEqual([])
      await live.end()
      expect(await (await answer).text()).toBe('text')
      expect(sent).toHaveLength(2)
    } finally {
      vi.unstubAllGlobals()
    }
  })
})

describe('A Request with a body that is in memory', () => {
  const form = (): FormData => {
    const made = new FormData()
    made.append('file', new Blob(['x'.repeat(1000)]), 'a.txt')
    made.append('other', new Blob(['y'.repeat(1000)]), 'b.txt')
    return made
  }
  test.each<[string, () => BodyInit]>([
    ['a text', () => 'x'.repeat(100)],
    ['a text of over 1 MiB', () => 'x'.repeat(3 * mebibyte)],
    ['a buffer of over 1 MiB', () => new Uint8Array(3 * mebibyte)],
    ['a form with files', form],
  ])('keeps its length: %s.', async (_, make) => {
    await using server = await serveEcho()
    const request = new Request(server.url, { method: 'POST', body: make() })
    const length = (await request.clone().arrayBuffer()).byteLength
    const response = await server.auth.fetch(request)
    expect((await response.arrayBuffer()).byteLength).toBe(length)
    expect(server.seen).toMatchObject([{ length: `${length}`, chunked: false }])
  })
})
