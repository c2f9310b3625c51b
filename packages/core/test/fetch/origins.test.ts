import { describe, expect, test } from 'vitest'
import { allowInsecureRequests } from '../../src/options/auth-options.ts'
import { createStaticAuth } from '../../src/static-auth.ts'
import { createApiClient, createRealTimeAuth, credentials, issue } from '../support/api-auth.ts'

const ok = (): Response => new Response('ok')

describe('A request to an origin other than those of the API', () => {
  test.each([
    'https://evil.example.com/',
    'https://api.example.com.evil.example.com/',
    'https://api.example.com:8443/v1',
    'https://auth.example.com/token',
    'https://api.example.com@evil.example.com/',
    new URL('https://evil.example.com/users'),
    new Request('https://evil.example.com/users'),
  ])('is refused, and nothing is sent: %s.', async (input) => {
    const { auth, sent, signIns } = createApiClient(ok)
    await expect(auth.fetch(input)).rejects.toMatchObject({
      name: 'AuthError',
      code: 'origin_not_allowed',
      phase: 'request',
      retryable: false,
    })
    expect([...sent, ...signIns]).toEqual([])
  })

  test('is refused before the body of a Request is read.', async () => {
    const { auth } = createApiClient(ok)
    const request = new Request('https://evil.example.com/', { method: 'POST', body: 'text' })
    await expect(auth.fetch(request)).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect(request.bodyUsed).toBe(false)
  })

  test('is refused with the names of those that are allowed, and without the path and query.', async () => {
    const { auth } = createApiClient(ok, { origins: ['https://other.example.com'] })
    const error = await auth.fetch('https://evil.example.com/a?key=hunter2').catch((reason: unknown) => reason)
    expect(String(error)).toBe(
      'AuthError: @auth/test: https://evil.example.com is not an origin of this API, so nothing was sent. ' +
        'Known: https://api.example.com, https://other.example.com. Add it to the option `origins` if it may have the token',
    )
  })

  test('is allowed by the option `origins`.', async () => {
    const { auth, sent } = createApiClient(ok, { origins: ['https://other.example.com/any/path'] })
    await auth.fetch('https://other.example.com/users')
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token-1')
  })
})

describe('A URL that parsers read otherwise than it looks', () => {
  test.each([
    ' https://evil.example.com/',
    'ht\ntps://evil.example.com/',
    '\u0001\thttps://evil.example.com/',
    'https:\\\\evil.example.com',
  ])('is checked as it is fetched: %j is refused.', async (url) => {
    const { auth, sent, signIns } = createApiClient(ok)
    await expect(auth.fetch(url)).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect([...sent, ...signIns]).toEqual([])
  })

  test.each([
    [' https://api.example.com/x ', 'https://api.example.com/x'],
    ['ht\ttps://api.example.com/x', 'https://api.example.com/x'],
    [' /us\ners ', 'https://api.example.com/v1/users'],
    ['/\\evil.example.com/x', 'https://api.example.com/v1/evil.example.com/x'],
    ['\\\\evil.example.com', 'https://api.example.com/v1/evil.example.com'],
    [' //evil.example.com/x', 'https://api.example.com/v1/evil.example.com/x'],
  ])('is fetched as it is checked: %j.', async (url, fetched) => {
    const { auth, sent } = createApiClient(ok)
    await auth.fetch(url)
    expect(sent.map((request) => request.url)).toEqual([fetched])
    const still = createStaticAuth('the-token', {
      apiBaseUrl: 'https://api.example.com/v1',
      fetch: async (input) => new Response(String(input)),
    })
    expect(await (await still.fetch(url)).text()).toBe(fetched)
  })

  test.each(['users:batch', 'localhost:3000/users', 'a.b:c', 'ftp://api.example.com/'])(
    'is refused with a hint where a path is read as a scheme: %s.',
    async (url) => {
      const { auth, sent, signIns } = createApiClient(ok)
      const hint = /must begin with \/$/
      await expect(auth.fetch(url)).rejects.toThrow(hint)
      await expect(auth.headers(url)).rejects.toThrow(hint)
      await expect(createStaticAuth('the-token').fetch(url)).rejects.toThrow(hint)
      expect([...sent, ...signIns]).toEqual([])
      await auth.fetch('/users:batch')
      expect(sent[0]?.url).toBe('https://api.example.com/v1/users:batch')
    },
  )

  test('is refused where it is a blob, whose origin is that of its page.', async () => {
    const { auth } = createApiClient(ok)
    await expect(auth.fetch('blob:https://api.example.com/1')).rejects.toMatchObject({ code: 'insecure_url' })
  })
})

describe('A request without TLS', () => {
  test('is refused, and nothing is sent.', async () => {
    const { auth, sent, signIns } = createApiClient(ok)
    for (const input of [
      'http://api.example.com/v1/users',
      'ftp://api.example.com/',
      'ftp://localhost/',
      'data:text/plain,x',
    ]) {
      await expect(auth.fetch(input)).rejects.toMatchObject({ code: 'insecure_url', phase: 'request' })
    }
    expect([...sent, ...signIns]).toEqual([])
    await expect(auth.fetch('http://api.example.com/v1/users')).rejects.toThrow(
      'a request to http://api.example.com would send the token in the open: use https://',
    )
  })

  test('is allowed on loopback.', async () => {
    const { auth, sent } = createApiClient(ok, { apiBaseUrl: 'http://127.0.0.1:8080/v1' })
    await auth.fetch('/users')
    expect(sent[0]?.url).toBe('http://127.0.0.1:8080/v1/users')
    await expect(auth.fetch('http://127.0.0.1:8081/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
  })

  test('is allowed by the symbol.', async () => {
    const { auth, sent } = createApiClient(ok, { apiBaseUrl: 'http://api.example.com', [allowInsecureRequests]: true })
    await auth.fetch('/users')
    expect(sent[0]?.url).toBe('http://api.example.com/users')
  })
})

describe('The headers of `auth.headers`', () => {
  test('are exactly those that present the token.', async () => {
    const { auth } = createApiClient(
      ok,
      {},
      {
        credentialHeaders: ['authorization', 'x-api-key'],
        present(headers, { accessToken }) {
          headers.set('Authorization', `Token ${accessToken}`)
          headers.set('X-Api-Key', 'key')
        },
      },
    )
    expect(await auth.headers()).toEqual({ authorization: 'Token token-1', 'x-api-key': 'key' })
  })

  test('are given for a URL of the API only.', async () => {
    const { auth, signIns } = createApiClient(ok)
    await expect(auth.headers('https://evil.example.com/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
    await expect(auth.headers('http://api.example.com/')).rejects.toMatchObject({ code: 'insecure_url' })
    await expect(auth.headers('ws://api.example.com/')).rejects.toMatchObject({ code: 'insecure_url' })
    await expect(auth.headers('wss://evil.example.com/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect(signIns).toEqual([])
    for (const url of [
      'https://api.example.com/x',
      'wss://api.example.com/x',
      new URL('https://api.example.com/x'),
      '/users',
      'users/a:b',
      '?page=1',
    ]) {
      expect(await auth.headers(url)).toEqual({ authorization: 'Bearer token-1' })
    }
  })

  test.each([
    ' https://evil.example.com/',
    '\u0000https://evil.example.com/',
    'ht\ntps://evil.example.com/',
    'https:\t//evil.example.com/',
    '\r\nHTTPS://evil.example.com/',
    ' wss://evil.example.com/',
    '//evil.example.com/x',
    ' //evil.example.com/x',
    '/\t/evil.example.com/x',
    '/\\evil.example.com/x',
    '\\\\evil.example.com\\x',
    '///evil.example.com/x',
    'https:evil.example.com/x',
    'https:/evil.example.com/x',
    'https:\\\\evil.example.com',
  ])('are not given for %j, which some client reads as another origin.', async (url) => {
    const { auth, signIns } = createApiClient(ok)
    await expect(auth.headers(url)).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect(signIns).toEqual([])
  })

  test.each([' https://api.example.com/x ', '\thttps://api.example.com/x', ' /users\n', '/\nusers', 'users/..//x'])(
    'are given for %j, which is of the API however it is read.',
    async (url) => {
      const { auth } = createApiClient(ok)
      expect(await auth.headers(url)).toEqual({ authorization: 'Bearer token-1' })
    },
  )

  test('are given for an origin whose name only looks like that of a socket.', async () => {
    const { auth } = createApiClient(ok, { origins: ['https://news.example.com'] })
    expect(await auth.headers('https://news.example.com/ws')).toEqual({ authorization: 'Bearer token-1' })
  })

  test('are waited for no longer than the caller wants.', async () => {
    const reason = new Error('enough')
    const { auth } = createApiClient(ok)
    await expect(auth.headers('/users', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})

describe('The fetch that requests go through', () => {
  test('is that of the platform, read at each call.', async () => {
    const auth = createRealTimeAuth({ credentials })
    const original = globalThis.fetch
    try {
      for (const body of ['first', 'second']) {
        globalThis.fetch = async (input) => {
          const isSignIn = String(input).endsWith('/token')
          return isSignIn ? issue('a-token') : new Response(body)
        }
        expect(await (await auth.fetch('/users')).text()).toBe(body)
      }
    } finally {
      globalThis.fetch = original
    }
  })

  test('is called as a plain function, as browsers demand.', async () => {
    const receivers: unknown[] = []
    const fetch = async function (this: unknown): Promise<Response> {
      receivers.push(this)
      return issue('a-token')
    }
    await createRealTimeAuth({ credentials, fetch }).fetch('/users')
    expect(receivers).toEqual([undefined, undefined])
  })
})
