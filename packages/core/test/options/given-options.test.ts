import { afterEach, describe, expect, test, vi } from 'vitest'
import { copyOptions } from '../../src/adapter.ts'
import { createMemoryStore } from '../../src/index.ts'
import { createRealTimeAuth, credentials } from '../support/api-auth.ts'
import { createTestAuth } from '../support/test-adapter.ts'

describe('Options that were checked', () => {
  test('stay as they were, whatever happens to what was given.', async () => {
    const origins = ['https://files.example']
    const headers: Record<string, string> = { 'x-tenant': 'one' }
    const timing = { totalTimeoutMs: 30_000 }
    const retry = { maxAttempts: 3 }
    const sent: Request[] = []
    const { auth, endpoint } = createTestAuth({
      ...{ origins, headers, timing, retry },
      fetch: async (input, init) => {
        const request = new Request(input, init)
        sent.push(request.clone())
        return request.url.startsWith('https://auth.example') ? endpoint.fetch(request) : new Response()
      },
    })
    origins.push('https://elsewhere.example', 'no URL')
    headers['x-tenant'] = 'two'
    timing.totalTimeoutMs = -1
    retry.maxAttempts = -1
    await expect(auth.fetch('https://elsewhere.example/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect((await auth.fetch('https://files.example/')).status).toBe(200)
    expect(sent.map(({ url }) => new URL(url).origin)).toEqual(['https://auth.example', 'https://files.example'])
    expect(sent[0]?.headers.get('x-tenant')).toBe('one')
  })

  test('are copied once, also where a provider copies them first, as there may be many clients.', () => {
    const given = { headers: { 'x-tenant': 'one' } }
    const copy = copyOptions(given)
    expect([copy === given, copy.headers === given.headers, copyOptions(copy) === copy]).toEqual([false, false, true])
  })
})

describe('An option that a copy of the options would lose', () => {
  const fetch = (): Promise<Response> => Promise.resolve(new Response())

  class Configuration {
    get fetch(): typeof fetch {
      return fetch
    }
  }

  test.each<[string, object, string]>([
    ['an option that is inherited', Object.create({ fetch }), '`fetch`'],
    ['a getter of a class', new Configuration(), '`fetch`'],
    ['an option that is not enumerable', Object.defineProperty({}, 'store', { value: createMemoryStore() }), '`store`'],
    ['a limit that is inherited', { timing: Object.create({ totalTimeoutMs: 1000 }) }, '`timing`: `totalTimeoutMs`'],
    ['a rule that is inherited', { retry: Object.create({ maxAttempts: 1 }) }, '`retry`: `maxAttempts`'],
  ])('is refused when the client is made: %s.', (_, options, named) => {
    expect(() => createRealTimeAuth(options)).toThrow(
      new TypeError(`@auth/test: ${named} is inherited or hidden. Pass a plain object`),
    )
  })

  test('may be a getter of the object itself, or undefined.', async () => {
    const options = Object.create({ store: undefined, clock: undefined })
    Object.defineProperty(options, 'credentials', { get: () => credentials, enumerable: true })
    expect(createRealTimeAuth(options).status).toBe('empty')
  })
})

describe('Where the environment cannot be asked for, a client', () => {
  afterEach(() => void vi.unstubAllGlobals())

  test.each<[string, object]>([
    ['nothing tells of permissions', {}],
    ['permissions cannot be asked for at once', { permissions: { query: async () => ({ state: 'granted' }) } }],
    [
      'asking throws',
      {
        permissions: {
          querySync: () => {
            throw new TypeError('not here')
          },
        },
      },
    ],
  ])('works without AUTH_LOG, as where %s.', async (_, deno) => {
    vi.stubGlobal('Deno', deno)
    const { auth } = createTestAuth()
    expect(auth.status).toBe('empty')
    expect((await auth.getToken()).value).toBe('access-token-1')
  })
})
