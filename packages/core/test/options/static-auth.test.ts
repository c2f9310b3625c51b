import { answering, expectNoSecrets } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { type Auth, createStaticAuth } from '../../src/index.ts'

const value = 'test-token-0123456789'

describe('A static auth', () => {
  test('has the token wherever code under test asks for it.', async () => {
    const auth: Auth<{ user: string }> = createStaticAuth(value, { session: { user: 'x' } })
    expect((await auth.getToken()).value).toBe(value)
    expect((await auth.refresh({ rejected: value })).value).toBe(value)
    expect(await auth.headers('https://any.example.com')).toEqual({ authorization: `Bearer ${value}` })
    expect(await auth.session()).toEqual({ user: 'x' })
    expect(await auth.signIn()).toEqual({ user: 'x' })
    expect(auth.status).toBe('fresh')
    await auth.signOut()
    await auth[Symbol.asyncDispose]()
  })

  test('presents the token with what is fetched, and keeps the rest.', async () => {
    const fetch = answering(200, 'ok')
    const auth = createStaticAuth(value, { fetch })
    await auth.fetch('https://any.example.com/a', { method: 'POST', body: () => 'made', headers: { 'x-mine': '1' } })
    await auth.fetch(
      new Request('https://any.example.com/b', { method: 'PUT', body: 'text', headers: { 'x-mine': '2' } }),
    )
    await auth.fetch('https://any.example.com/c', { headers: { authorization: 'Basic own' } })
    await auth.fetch('https://any.example.com/d', { method: 'POST', body: () => new Blob(['streamed']).stream() })
    const seen = fetch.requests.map(({ method, url, headers }) => [
      method,
      url.slice(-1),
      headers.get('authorization'),
      headers.get('x-mine'),
    ])
    expect(seen).toEqual([
      ['POST', 'a', `Bearer ${value}`, '1'],
      ['PUT', 'b', `Bearer ${value}`, '2'],
      ['GET', 'c', 'Basic own', null],
      ['POST', 'd', `Bearer ${value}`, null],
    ])
    expect(await Promise.all(fetch.requests.map((request) => request.text()))).toEqual(['made', 'text', '', 'streamed'])
  })

  test('resolves relative URLs as every `fetch` here does.', async () => {
    const fetch = answering(200, 'ok')
    const auth = createStaticAuth(value, { fetch, apiBaseUrl: 'https://api.example.com/v2/' })
    for (const input of ['/users/me', 'users/me', '//users/me', 'https://other.example.com/users/me']) {
      await auth.fetch(input)
    }
    await auth.fetch(new URL('https://other.example.com/a'))
    expect(fetch.requests.map(({ url }) => url)).toEqual([
      ...Array(3).fill('https://api.example.com/v2/users/me'),
      'https://other.example.com/users/me',
      'https://other.example.com/a',
    ])
  })

  test('takes the token to no other origin that it is redirected to, and calls `fetch` as every `fetch` here does.', async () => {
    const urls: unknown[] = []
    const tokens: Array<string | null> = []
    const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
      urls.push(input)
      tokens.push(new Headers(init?.headers).get('authorization'))
      const location = 'https://other.example.com/moved'
      return urls.length > 1 ? new Response('ok') : new Response(null, { status: 302, headers: { location } })
    }
    const response = await createStaticAuth(value, { fetch }).fetch(new Request('https://api.example.com/a'))
    expect([await response.text(), response.redirected]).toEqual(['ok', true])
    expect(urls).toEqual(['https://api.example.com/a', 'https://other.example.com/moved'])
    expect(tokens).toEqual([`Bearer ${value}`, null])
  })

  test('checks the integrity of what it fetches.', async () => {
    const auth = createStaticAuth(value, { fetch: answering(200, 'ok') })
    const integrity = 'sha256-AAAA'
    await expect(auth.fetch('https://api.example.com', { integrity })).rejects.toThrow('`integrity`')
  })

  test('asks for a base URL when a relative one is fetched without it.', async () => {
    const fetch = answering(200, 'ok')
    await expect(createStaticAuth(value, { fetch }).fetch('/users/me')).rejects.toThrow(
      new TypeError('@auth/core: createStaticAuth: pass `apiBaseUrl` to fetch relative URLs'),
    )
    expect(fetch.requests).toHaveLength(0)
  })

  test('does not show the token when it is inspected.', () => {
    expectNoSecrets(createStaticAuth(value), [value])
  })

  test('refuses wrong arguments.', () => {
    expect(() => createStaticAuth('')).toThrow(
      new TypeError('@auth/core: createStaticAuth: `value` must be a non-empty string'),
    )
    const fetch = {} as typeof globalThis.fetch // wrong on purpose
    expect(() => createStaticAuth(value, { fetch })).toThrow('`fetch` must be a function')
    expect(() => createStaticAuth(value, { apiBaseUrl: '/v2' })).toThrow('`apiBaseUrl` must be an absolute URL')
  })
})
