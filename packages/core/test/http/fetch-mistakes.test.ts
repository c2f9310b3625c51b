import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { isNetworkError } from '../../src/http/network-error.ts'
import type { Fetch } from '../../src/options/auth-options.ts'
import { createStaticAuth } from '../../src/static-auth.ts'
import { createRealTimeAuth, credentials, issue, type TestAuth } from '../support/api-auth.ts'
import { createSignIn } from './sign-in.ts'

const signedIn = (): Response => issue('the-token')

/** A client whose requests to the API go through `fetch`, and are sent again. */
const forApi = (fetch: Fetch): TestAuth =>
  createRealTimeAuth({
    credentials,
    retry: { requests: true },
    clock: createVirtualClock(),
    fetch: async (url, init) => (String(url).endsWith('/token') ? signedIn() : fetch(url, init)),
  })

describe('A `fetch` that returns something other than a Response', () => {
  const notAResponse: unknown[] = [
    undefined,
    null,
    'ok',
    {},
    { status: 200, headers: {}, data: {} },
    { status: 200, headers: new Map(), data: {} },
    { status: '200', headers: new Headers(), body: null },
  ]

  test.each(notAResponse)('fails with a TypeError that names `fetch`: %o.', async (given) => {
    let sends = 0
    const fetch = async (): Promise<Response> => {
      sends += 1
      return given as Response // wrong on purpose
    }
    const message = '`fetch` must resolve to a Response'
    const signIn = await createSignIn(fetch)({ retry: 'repeatable' }).catch((error: unknown) => error)
    const request = await forApi(fetch)
      .fetch('/users')
      .catch((error: unknown) => error)
    const still = await createStaticAuth('the-token', { fetch })
      .fetch('https://api.example.com')
      .catch((error: unknown) => error)
    for (const error of [signIn, request, still]) {
      expect(error).toBeInstanceOf(TypeError)
      expect(String(error)).toContain(message)
    }
    expect(sends).toBe(3)
  })

  test("fails with a TypeError also where it stands in for the platform's.", async () => {
    const original = globalThis.fetch
    try {
      globalThis.fetch = async () => undefined as unknown as Response // wrong on purpose
      await expect(createSignIn(undefined)()).rejects.toThrow('@auth/test: `fetch` must resolve to a Response')
    } finally {
      globalThis.fetch = original
    }
  })
})

describe('What a `fetch` throws that is no network error', () => {
  const readMember = (): unknown => {
    const nothing: { member?: { name: string } } = {}
    return nothing.member?.name.length ?? (undefined as unknown as string).length // a mistake, on purpose
  }
  const mistakes: Array<[string, () => unknown]> = [
    ['a ReferenceError', () => new ReferenceError('agent is not defined')],
    ['a TypeError of a mistake', () => catchOf(readMember)],
    ['a TypeError that says that a URL is none', () => catchOf(() => new URL('none'))],
    ['an error of a file that is missing', () => Object.assign(new Error('no such file'), { code: 'ENOENT' })],
    [
      "a framework's own, such as a redirect of Next.js",
      () => Object.assign(new Error('NEXT_REDIRECT'), { digest: 'NEXT_REDIRECT;replace;/login' }),
    ],
    ['an object', () => ({ redirect: '/login' })],
    ['a Response', () => new Response(null, { status: 302 })],
    ['a text', () => 'stop'],
    ['nothing', () => undefined],
  ]

  test.each(mistakes)('is passed on as it is, and nothing is sent again: %s.', async (_, make) => {
    const thrown = make()
    let sends = 0
    const fetch = async (): Promise<Response> => {
      sends += 1
      throw thrown
    }
    expect(await createSignIn(fetch)({ retry: 'repeatable' }).catch((error: unknown) => error)).toBe(thrown)
    expect(
      await forApi(fetch)
        .fetch('/users')
        .catch((error: unknown) => error),
    ).toBe(thrown)
    expect(sends).toBe(2)
  })
})

describe('What a `fetch` throws is a network error when it is', () => {
  const withCode = (code: string): Error => Object.assign(new Error('connect'), { code })
  const named = (name: string, message = 'request failed'): Error => Object.assign(new Error(message), { name })

  test.each<[string, unknown]>([
    ['of Node', new TypeError('fetch failed', { cause: withCode('ECONNREFUSED') })],
    ['of Node, without a cause', new TypeError('fetch failed')],
    ['of Node, for a body', new TypeError('terminated')],
    ['of Deno', new TypeError('error sending request for url (https://a.example/)')],
    [
      'of Bun',
      Object.assign(new Error('Unable to connect. Is the computer able to access the url?'), {
        code: 'ConnectionRefused',
      }),
    ],
    ['of Bun, for a closed connection', Object.assign(new Error('closed'), { code: 'ConnectionClosed' })],
    ['of workerd', new Error('Network connection lost.')],
    ['of Chromium', new TypeError('Failed to fetch')],
    ['of Chromium, with the host', new TypeError('Failed to fetch (a.example)')],
    ['of Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['of Safari', new TypeError('Load failed')],
    ['of React Native', new TypeError('Network request failed')],
    ['of node-fetch', Object.assign(named('FetchError'), { type: 'system', code: 'ECONNRESET' })],
    ['of axios', Object.assign(named('AxiosError', 'Network Error'), { code: 'ERR_NETWORK' })],
    ['of ky', named('NetworkError')],
    ["a limit of the wrapper's own", AbortSignal.abort(new DOMException('late', 'TimeoutError')).reason],
    ['with a code of DNS', withCode('EAI_AGAIN')],
    ['with a code of undici', withCode('UND_ERR_HEADERS_TIMEOUT')],
    ['with a code of a certificate', withCode('CERT_HAS_EXPIRED')],
    ['with a code of HTTP/2', withCode('ERR_HTTP2_STREAM_ERROR')],
  ])('that %s.', async (_, error) => {
    expect(isNetworkError(error, false)).toBe(true)
    const fetch = async (): Promise<Response> => {
      throw error
    }
    await expect(createSignIn(fetch)()).rejects.toMatchObject({ name: 'AuthError', code: 'network' })
  })

  test('any TypeError of the platform itself.', async () => {
    expect(isNetworkError(new TypeError('says nothing'), true)).toBe(true)
    expect(isNetworkError(new TypeError('says nothing'), false)).toBe(false)
    const original = globalThis.fetch
    try {
      globalThis.fetch = () => Promise.reject(new TypeError('says nothing'))
      await expect(createSignIn(undefined)()).rejects.toMatchObject({ code: 'network' })
      await expect(createSignIn(globalThis.fetch)()).rejects.toMatchObject({ code: 'network' })
    } finally {
      globalThis.fetch = original
    }
  })
})

function catchOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
