import nodeFetch from 'node-fetch'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Fetch } from '../../src/options/auth-options.ts'
import { createStaticAuth } from '../../src/static-auth.ts'
import { createApiClient, createRealTimeAuth, credentials, issue } from '../support/api-auth.ts'
import { serve } from '../support/loopback.ts'

afterEach(() => vi.unstubAllGlobals())

async function* generate(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode('generated')
}
const streams: Array<[string, () => unknown]> = [
  ['a stream', () => new Blob(['streamed']).stream()],
  ['an async generator', generate],
  ['a function that makes a stream', () => () => new Blob(['streamed']).stream()],
]
const post = (make: () => unknown): RequestInit => ({ method: 'POST', body: make() as BodyInit }) // any kind of stream
const refusal = '@auth/core: a stream cannot be sent here: pass a Blob, a buffer or a text'

describe('Where a Request makes a text of a stream, as in Firefox,', () => {
  const RealRequest = globalThis.Request
  function TextRequest(input: string, init: RequestInit = {}): Request {
    const isStream = typeof init.body === 'object' && init.body !== null && !(init.body instanceof Blob)
    return new RealRequest(input, isStream ? { ...init, body: Object.prototype.toString.call(init.body) } : init)
  }
  TextRequest.prototype = RealRequest.prototype

  test.each(streams)('%s is a TypeError before it is sent.', async (_, make) => {
    const { auth, sent } = createApiClient(() => new Response())
    vi.stubGlobal('Request', TextRequest)
    await expect(auth.fetch('/users', post(make))).rejects.toThrow(new TypeError(refusal))
    expect(sent).toEqual([])
  })

  test('a stream is refused before a token is asked for.', async () => {
    const { auth, signIns } = createApiClient(() => new Response())
    vi.stubGlobal('Request', TextRequest)
    await expect(
      auth.fetch(
        '/users',
        post(() => new Blob(['x']).stream()),
      ),
    ).rejects.toThrow(refusal)
    expect(signIns).toEqual([])
  })

  test('other bodies are sent.', async () => {
    const { auth, sent } = createApiClient(() => new Response())
    vi.stubGlobal('Request', TextRequest)
    await auth.fetch('/users', { method: 'POST', body: new Blob(['blob']) })
    expect(await sent[0]?.text()).toBe('blob')
  })
})

describe('Where a `fetch` makes a text of a stream, as node-fetch does,', () => {
  test.each(streams)('%s is a TypeError before it is sent.', async (_, make) => {
    let arrived = 0
    await using server = await serve((_request, response) => {
      arrived += 1
      response.end()
    })
    const send = nodeFetch as unknown as Fetch // its types are of its own
    const fetch: Fetch = async (url, init) => (String(url).endsWith('/token') ? issue('the-token') : send(url, init))
    const auth = createRealTimeAuth({ credentials, apiBaseUrl: server.url, fetch })
    await expect(auth.fetch('/users', post(make))).rejects.toThrow(new TypeError(refusal))
    const fixed = createStaticAuth('the-token', { apiBaseUrl: server.url, fetch })
    await expect(fixed.fetch('/users', post(make))).rejects.toThrow(new TypeError(refusal))
    expect(arrived).toBe(0)
  })
})
