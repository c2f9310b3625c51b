import { gzipSync } from 'node:zlib'
import { createVirtualClock } from '@auth-tools/testing'
import axios from 'axios'
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import nodeFetch from 'node-fetch'
import { fetch as undiciFetch } from 'undici'
import { describe, expect, test } from 'vitest'
import type { Fetch } from '../../src/options/auth-options.ts'
import { createRealTimeAuth, credentials, issue, type TestAuth } from '../support/api-auth.ts'
import { serve } from '../support/loopback.ts'
import { createSignIn } from './sign-in.ts'

/** A wrapper as people write it, around a client that has a `fetch` of the platform inside. */
const axiosFetch: Fetch = async (url, { method, headers, body, signal, redirect } = {}) => {
  const { status, data, ...answer } = await axios.request<ReadableStream>({
    adapter: 'fetch',
    url: String(url),
    ...(method && { method }),
    headers: Object.fromEntries(new Headers(headers)),
    data: body,
    responseType: 'stream',
    validateStatus: () => true,
    ...(signal && { signal }),
    fetchOptions: { redirect },
  })
  return new Response(data, { status, headers: Object.entries(answer.headers) })
}

const fetches: Array<[string, Fetch]> = [
  ['undici', undiciFetch as unknown as Fetch], // its types are of its own
  ['node-fetch', nodeFetch as unknown as Fetch], // its types are of its own
  ["axios' fetch adapter", axiosFetch],
]

/** Issues `token-1`, `token-2`, …, refuses the first, and redirects `/away` to another origin. */
async function serveProvider(): Promise<{ url: string; seen: string[] } & AsyncDisposable> {
  const seen: string[] = []
  let issued = 0
  const server = await serve(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { url = '', method, headers } = request
    seen.push(`${method} ${url} ${headers.authorization ?? '-'} ${body}`)
    if (url === '/token') {
      issued += 1
      const json = JSON.stringify({ access_token: `token-${issued}` })
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(gzipSync(json))
    } else if (headers.authorization === 'Bearer token-1') response.writeHead(401).end('x'.repeat(50_000))
    else if (url === '/away') {
      const { port } = new URL(`http://${headers.host}`)
      response.writeHead(302, { location: `http://localhost:${port}/arrived` }).end('y'.repeat(50_000))
    } else response.end(`hello ${url}`)
  })
  return Object.assign(server, { seen })
}

const authOn = (url: string, fetch: Fetch, classify = {}): TestAuth =>
  createRealTimeAuth({ credentials, authBaseUrl: url, apiBaseUrl: url, fetch }, classify)

describe.each(fetches)('%s as the option `fetch`', (_, fetch) => {
  test('carries a sign-in, a request, and the renewal and replay after a dead token.', async () => {
    await using server = await serveProvider()
    const texts: string[] = []
    const auth = authOn(server.url, fetch, {
      async classify(response: { status: number; text(): Promise<string> }) {
        texts.push(await response.text())
        return response.status === 401 ? 'token-rejected' : 'other'
      },
    })
    const response = await auth.fetch('/users', { method: 'POST', body: 'text' })
    expect(await response.text()).toBe('hello /users')
    const signIn = `POST /token - ${JSON.stringify({ grant: 'password', ...credentials })}`
    expect(server.seen).toEqual([signIn, 'POST /users Bearer token-1 text', signIn, 'POST /users Bearer token-2 text'])
    expect(texts[0]).toMatch(/^x+$/)
  })

  test('follows a redirect to another origin without the token.', async () => {
    await using server = await serveProvider()
    const auth = authOn(server.url, fetch)
    await auth.refresh()
    await auth.refresh()
    const response = await auth.fetch('/away')
    expect(await response.text()).toBe('hello /arrived')
    expect(response.redirected).toBe(true)
    expect(server.seen.slice(-2)).toEqual(['GET /away Bearer token-2 ', 'GET /arrived - '])
  })

  test('fails with a network error where nobody listens, and is tried again.', async () => {
    const server = await serveProvider()
    await server[Symbol.asyncDispose]()
    const clock = createVirtualClock()
    const call = createSignIn(fetch, { baseUrl: server.url, clock })({ retry: 'unsent' })
    await expect(clock.settle(call)).rejects.toMatchObject({
      code: 'network',
      retryable: true,
      attempts: 3,
      message: `@auth/test: the token endpoint at ${new URL(server.url).host} could not be reached (ECONNREFUSED)`,
    })
  })

  test('fails with a network error where a success breaks off.', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"access_token":')
      response.socket?.end()
    })
    await expect(createSignIn(fetch, { baseUrl: server.url })()).rejects.toMatchObject({ code: 'network' })
  })

  test.each(['gzip', 'br'])(
    'says that a body in %s cannot be decoded, which is no failure of the network.',
    async (encoding) => {
      await using server = await serve((request, response) => {
        request.resume()
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end('{"a":1}')
      })
      await expect(createSignIn(fetch, { baseUrl: server.url })({ retry: 'repeatable' })).rejects.toMatchObject({
        code: 'invalid_response',
        status: 200,
        retryable: false,
        attempts: 1,
        message: '@auth/test: the token endpoint answered 200, but the body is not what its content-encoding says',
      })
    },
  )

  test('has token responses read no further than 64 KiB.', async () => {
    let gone = (): void => {}
    const left = new Promise<void>((resolve) => {
      gone = resolve
    })
    await using server = await serve((request, response) => {
      request.resume()
      response.on('close', gone).writeHead(200, { 'content-type': 'application/json' })
      const write = (): boolean => response.write(' '.repeat(16 * 1024))
      response.on('drain', () => {
        while (write()) {}
      })
      while (write()) {}
    })
    await expect(createSignIn(fetch, { baseUrl: server.url })()).rejects.toMatchObject({
      message: '@auth/test: the token endpoint answered 200, but the body is longer than 64 KiB',
    })
    await left
  })
})

describe("A `fetch` that stands in for the platform's", () => {
  test('may be that of msw: it answers sign-ins and requests, and its network errors are network errors.', async () => {
    const base = 'https://api.example.com'
    const worker = setupServer(
      http.post(`${base}/token`, () => issue('the-token')),
      http.post(`${base}/users`, async ({ request }) =>
        HttpResponse.text(`${request.headers.get('authorization')} ${await request.text()}`),
      ),
      http.post(`${base}/down/token`, () => HttpResponse.error()),
    )
    worker.listen()
    try {
      const auth = createRealTimeAuth({ credentials, authBaseUrl: base, apiBaseUrl: base })
      const response = await auth.fetch('/users', { method: 'POST', body: 'text' })
      expect(await response.text()).toBe('Bearer the-token text')
      const down = createRealTimeAuth({ credentials, authBaseUrl: `${base}/down`, retry: { maxAttempts: 1 } })
      await expect(down.getToken()).rejects.toMatchObject({ code: 'network', retryable: true })
    } finally {
      worker.close()
    }
  })

  test('may have Responses without a stream, as in React Native.', async () => {
    const fetch = async (): Promise<Response> => {
      const response = issue('the-token')
      Object.defineProperty(response, 'body', { value: undefined })
      return response
    }
    expect((await createRealTimeAuth({ credentials, fetch }).getToken()).value).toBe('the-token')
  })
})

describe('A `fetch`', () => {
  test('is called with a URL as text and an init, for token requests, requests and redirects.', async () => {
    const calls: Array<[unknown, RequestInit | undefined]> = []
    const fetch: Fetch = async (url, init) => {
      calls.push([url, init])
      if (String(url).endsWith('/token')) return issue('the-token')
      const isFirst = String(url).endsWith('/users')
      return isFirst ? new Response(null, { status: 307, headers: { location: '/moved' } }) : new Response('ok')
    }
    const auth = createRealTimeAuth({ credentials, fetch })
    const { signal } = new AbortController()
    await auth.fetch(new Request('https://api.example.com/users', { method: 'POST', body: 'text', signal }))
    expect(calls.map(([url]) => url)).toEqual([
      'https://auth.example.com/token',
      'https://api.example.com/users',
      'https://api.example.com/moved',
    ])
    const [signIn] = calls
    expect(signIn?.[1]).toMatchObject({
      method: 'POST',
      body: JSON.stringify({ grant: 'password', ...credentials }),
      redirect: 'manual',
    })
    expect(new Headers(signIn?.[1]?.headers).get('content-type')).toBe('application/json')
    expect(signIn?.[1]?.signal).toBeInstanceOf(AbortSignal)
  })
})
