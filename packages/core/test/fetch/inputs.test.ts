import { describe, expect, test } from 'vitest'
import { createApiClient, rejecting } from '../support/api-auth.ts'

const ok = (): Response => new Response('ok')

describe('The input of `auth.fetch`', () => {
  test.each([
    ['a string', 'https://api.example.com/v1/users', 'https://api.example.com/v1/users'],
    ['a URL', new URL('https://api.example.com/users?q=a%20b'), 'https://api.example.com/users?q=a%20b'],
    ['a Request', new Request('https://api.example.com/v1/users'), 'https://api.example.com/v1/users'],
    ['a path', '/users', 'https://api.example.com/v1/users'],
    ['a path without a slash', 'users/me?x=1', 'https://api.example.com/v1/users/me?x=1'],
    ['a path with a colon', 'users/a:b', 'https://api.example.com/v1/users/a:b'],
    ['a path whose query has a colon', '/users?at=t:1', 'https://api.example.com/v1/users?at=t:1'],
    ['a query', '?page[limit]=5', 'https://api.example.com/v1/?page[limit]=5'],
    ['nothing', '', 'https://api.example.com/v1/'],
    ['what looks like another host', '//evil.example.com/x', 'https://api.example.com/v1/evil.example.com/x'],
  ])('may be %s.', async (_, input, url) => {
    const { auth, sent } = createApiClient(ok)
    expect(await (await auth.fetch(input)).text()).toBe('ok')
    expect(sent.map((request) => request.url)).toEqual([url])
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer token-1')
  })

  test('may be the Request of another realm or library.', async () => {
    const { auth, sent } = createApiClient(ok)
    const request = new Request('https://api.example.com/v1/users', { method: 'PUT', body: 'text' })
    const foreign = new Proxy(request, { get: (target, name) => Reflect.get(target, name), getPrototypeOf: () => null })
    expect(foreign instanceof Request).toBe(false)
    await auth.fetch(foreign)
    expect(sent[0]?.url).toBe('https://api.example.com/v1/users')
    expect(sent[0]?.method).toBe('PUT')
    expect(await sent[0]?.text()).toBe('text')
  })

  test('may be a path also below a base URL that ends in slashes.', async () => {
    const { auth, sent } = createApiClient(ok, { apiBaseUrl: 'https://api.example.com/v1//' })
    await auth.fetch('users')
    expect(sent[0]?.url).toBe('https://api.example.com/v1/users')
  })

  test('that is no URL is a TypeError, and nothing is sent.', async () => {
    const { auth, sent, signIns } = createApiClient(ok)
    await expect(auth.fetch('https://')).rejects.toBeInstanceOf(TypeError)
    expect([...sent, ...signIns]).toEqual([])
  })
})

describe('`auth.fetch` keeps', () => {
  test('method, headers and body of a string.', async () => {
    const { auth, sent } = createApiClient(ok)
    await auth.fetch('/users', { method: 'put', body: 'text', headers: { 'x-mine': '1', 'content-type': 'text/x' } })
    expect(sent[0]?.method).toBe('PUT')
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      authorization: 'Bearer token-1',
      'content-type': 'text/x',
      'x-mine': '1',
    })
    expect(await sent[0]?.text()).toBe('text')
  })

  test('what a Request says, unless the init says something else.', async () => {
    const { auth, sent } = createApiClient(ok)
    const request = (): Request =>
      new Request('https://api.example.com/v1/users', { method: 'PUT', body: 'first', headers: { 'x-mine': '1' } })
    await auth.fetch(request())
    await auth.fetch(request(), { method: 'post', body: 'second', headers: { 'x-other': '2' } })
    expect(sent.map(({ method }) => method)).toEqual(['PUT', 'POST'])
    expect(await Promise.all(sent.map((each) => each.text()))).toEqual(['first', 'second'])
    expect(sent.map(({ headers }) => [headers.get('x-mine'), headers.get('x-other')])).toEqual([
      ['1', null],
      [null, '2'],
    ])
  })

  test('cache, credentials and referrer policy, of an init and of a Request.', async () => {
    const inits: RequestInit[] = []
    const { auth } = createApiClient((_, init) => {
      inits.push(init)
      return ok()
    })
    const init = { cache: 'reload', credentials: 'include', referrerPolicy: 'origin' } as const
    await auth.fetch('/users', init)
    await auth.fetch(new Request('https://api.example.com/users', init))
    await auth.fetch(new Request('https://api.example.com/users', init), { cache: 'no-cache' })
    expect(inits).toMatchObject([init, init, { ...init, cache: 'no-cache' }])
  })

  test('fields that only one runtime knows.', async () => {
    const inits: RequestInit[] = []
    const { auth } = createApiClient((_, init) => {
      inits.push(init)
      return ok()
    })
    const init: RequestInit & { next: object } = { next: { revalidate: 5 } }
    await auth.fetch('/users', init)
    expect(inits).toMatchObject([{ next: { revalidate: 5 } }])
  })

  test('a stream and its duplex.', async () => {
    const inits: Array<RequestInit & { duplex?: string }> = []
    const { auth, sent } = createApiClient((_, init) => {
      inits.push(init)
      return ok()
    })
    await auth.fetch('/users', { method: 'POST', body: new Blob(['streamed']).stream(), duplex: 'half' })
    await auth.fetch('/users', { method: 'POST', body: new Blob(['streamed']).stream() })
    expect(inits.map(({ duplex }) => duplex)).toEqual(['half', 'half'])
    expect(await Promise.all(sent.map((request) => request.text()))).toEqual(['streamed', 'streamed'])
  })

  test('what a Request says that is passed as the init, as proxies pass on what they got.', async () => {
    const inits: RequestInit[] = []
    const { auth, sent } = createApiClient((request, init) => {
      inits.push(init)
      return rejecting('token-1')(request)
    })
    const said = { cache: 'reload', credentials: 'include', referrerPolicy: 'origin' } as const
    const got = (init: RequestInit): Request =>
      new Request('https://front.example/users', { method: 'PUT', headers: { 'x-mine': '1' }, ...said, ...init })
    // A short body is sent a second time, too, as that of a Request is.
    const response = await auth.fetch('/users', got({ body: 'text' }))
    expect([response.status, await response.text()]).toEqual([200, 'text'])
    await auth.fetch(new Request('https://api.example.com/users', { method: 'POST', body: 'under it' }), got({}))
    expect(inits).toMatchObject([said, said, said])
    expect(sent.map(({ url, method }) => [new URL(url).hostname, method])).toEqual(
      sent.map(() => ['api.example.com', 'PUT']),
    )
    expect(await sent[2]?.text()).toBe('under it')
    expect(sent.map(({ headers }) => headers.get('x-mine'))).toEqual(['1', '1', '1'])
  })

  test('the request as it was when it is sent a second time.', async () => {
    const { auth, sent } = createApiClient(rejecting('token-1'))
    await auth.fetch('/users', { method: 'PUT', body: 'text', headers: { 'x-mine': '1' }, cache: 'no-cache' })
    expect(sent).toHaveLength(2)
    for (const { method, headers, cache } of sent) {
      expect([method, headers.get('x-mine'), cache]).toEqual(['PUT', '1', 'no-cache'])
    }
  })
})

describe("A caller's own credential", () => {
  test('is left alone, and no token is asked for.', async () => {
    const { auth, sent, signIns } = createApiClient(() => new Response(null, { status: 401 }))
    const own = { authorization: 'Basic abc' }
    expect((await auth.fetch('/users', { headers: own })).status).toBe(401)
    await auth.fetch(new Request('https://api.example.com/users', { headers: own }))
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Basic abc', 'Basic abc'])
    expect(signIns).toEqual([])
  })

  test('is left alone also where a provider has several headers, and all of them are given.', async () => {
    const { auth, sent, signIns } = createApiClient(ok, {}, { credentialHeaders: ['authorization', 'x-token'] })
    await auth.fetch('/users', { headers: { authorization: 'Basic abc', 'x-token': 'own' } })
    expect(sent.map(({ headers }) => [headers.get('authorization'), headers.get('x-token')])).toEqual([
      ['Basic abc', 'own'],
    ])
    expect(signIns).toEqual([])
  })

  test('stays beside the other headers of a provider that has several.', async () => {
    const { auth, sent } = createApiClient(
      () => new Response(null, { status: 401 }),
      {},
      {
        credentialHeaders: ['authorization', 'x-token'],
        present: (headers, { accessToken }) => {
          headers.set('authorization', 'Bearer app')
          headers.set('x-token', accessToken)
        },
      },
    )
    expect((await auth.fetch('/users', { headers: { authorization: 'Basic abc' } })).status).toBe(401)
    expect(sent.map(({ headers }) => [headers.get('authorization'), headers.get('x-token')])).toEqual([
      ['Basic abc', 'token-1'],
    ])
  })
})

test.each([[['authorization']], [[]]])(
  "A header that the caller's `fetch` adds to one request is in no other, where credentials are in %j.",
  async (names) => {
    const tags: (string | null)[] = []
    const { auth } = createApiClient(
      (_, { headers }) => {
        if (!(headers instanceof Headers)) throw new TypeError('it gets Headers')
        tags.push(headers.get('x-tag'))
        headers.set('x-tag', 'mine')
        return new Response()
      },
      {},
      { credentialHeaders: names },
    )
    await auth.fetch('/users')
    await auth.fetch('/users')
    expect(tags).toEqual([null, null])
  },
)
