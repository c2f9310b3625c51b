import { afterEach, describe, expect, test, vi } from 'vitest'
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
