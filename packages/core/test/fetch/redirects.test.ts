import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRealTimeAuth, credentials, type TestAuth } from '../support/api-auth.ts'

interface Arrived {
  readonly at: 'api' | 'other'
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
const arrived: Arrived[] = []
const servers: Server[] = []
const bases = { api: '', other: '' }
let auth: TestAuth

/** `/redirect/307/other/users` redirects to `/users` of the other server; `/token` signs in; the rest says hello. */
async function start(name: 'api' | 'other'): Promise<void> {
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { method, url = '', headers } = request
    if (url === '/token') {
      response.setHeader('content-type', 'application/json').end('{"access_token":"the-token"}')
      return
    }
    arrived.push({ at: name, method, url, headers, body })
    const [, status, target, path] = /^\/redirect\/(\d+)\/(\w+)(\/.*)$/.exec(url) ?? []
    if (status && path) {
      const location = target === 'same' ? path : `${bases[target === 'api' ? 'api' : 'other']}${path}`
      response.writeHead(Number(status), { location }).end('moved')
    } else response.writeHead(url === '/private' ? 401 : 200).end(`hello from ${name}`)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address === 'object' && address) bases[name] = `http://127.0.0.1:${address.port}`
}

beforeAll(async () => {
  await Promise.all([start('api'), start('other')])
})
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
})
beforeEach(() => {
  arrived.length = 0
  auth = createRealTimeAuth(
    { credentials, authBaseUrl: bases.api, apiBaseUrl: bases.api },
    {
      credentialHeaders: ['authorization', 'x-api-key', 'access-token'],
      present(headers, { accessToken }) {
        headers.set('authorization', `Bearer ${accessToken}`)
        headers.set('access-token', accessToken)
        headers.set('x-api-key', 'the-key')
      },
    },
  )
})
const secretsOf = ({ headers }: Arrived): unknown[] => [
  headers.authorization,
  headers['access-token'],
  headers['x-api-key'],
]
const last = (): Arrived => {
  const found = arrived.at(-1)
  if (!found) throw new Error('nothing arrived')
  return found
}

describe('A redirect to another origin', () => {
  test.each([301, 302, 303, 307, 308])('with status %i carries no credential.', async (status) => {
    const headers = { cookie: 'a=b', 'x-mine': '1' }
    const response = await auth.fetch(`/redirect/${status}/other/users`, { headers })
    expect(await response.text()).toBe('hello from other')
    expect(arrived.map(({ at }) => at)).toEqual(['api', 'other'])
    expect(arrived[0] && secretsOf(arrived[0])).toEqual(['Bearer the-token', 'the-token', 'the-key'])
    expect(secretsOf(last())).toEqual([undefined, undefined, undefined])
    expect(last().headers.cookie).toBeUndefined()
    expect(last().headers['x-mine']).toBe('1')
    expect(JSON.stringify(last())).not.toMatch(/the-token|the-key/)
  })

  test('carries none on the way back either.', async () => {
    await auth.fetch('/redirect/307/other/redirect/307/api/users')
    expect(arrived.map(({ at }) => at)).toEqual(['api', 'other', 'api'])
    expect(secretsOf(last())).toEqual([undefined, undefined, undefined])
  })

  test('carries none even if that origin may have the token when it is asked directly.', async () => {
    const both = createRealTimeAuth({
      credentials,
      authBaseUrl: bases.api,
      apiBaseUrl: bases.api,
      origins: [bases.other],
    })
    await both.fetch('/redirect/307/other/users')
    expect(secretsOf(last())).toEqual([undefined, undefined, undefined])
    await both.fetch(`${bases.other}/users`)
    expect(last().headers.authorization).toBe('Bearer the-token')
  })

  test("drops a caller's own credential too.", async () => {
    await auth.fetch('/redirect/302/other/users', { headers: { authorization: 'Basic abc', 'x-api-key': 'own' } })
    expect(arrived[0] && secretsOf(arrived[0])).toEqual(['Basic abc', 'the-token', 'own'])
    expect(secretsOf(last())).toEqual([undefined, undefined, undefined])
  })
})

describe('A redirect within the origin', () => {
  test.each([301, 302, 303, 307, 308])('with status %i carries the token.', async (status) => {
    const response = await auth.fetch(`/redirect/${status}/same/users?x=1`)
    expect(await response.text()).toBe('hello from api')
    expect(last().url).toBe('/users?x=1')
    expect(secretsOf(last())).toEqual(['Bearer the-token', 'the-token', 'the-key'])
  })

  test.each([
    [301, 'POST', 'GET', ''],
    [302, 'POST', 'GET', ''],
    [303, 'POST', 'GET', ''],
    [303, 'PUT', 'GET', ''],
    [301, 'PUT', 'PUT', 'text'],
    [302, 'DELETE', 'DELETE', 'text'],
    [307, 'POST', 'POST', 'text'],
    [308, 'PATCH', 'PATCH', 'text'],
  ])('with status %i after %s is followed with %s and the body %j.', async (status, method, followed, body) => {
    const headers = { 'content-type': 'text/x' }
    await auth.fetch(`/redirect/${status}/same/users`, { method, headers, body: 'text' })
    expect([last().method, last().body]).toEqual([followed, body])
    expect(last().headers['content-type']).toBe(body ? 'text/x' : undefined)
  })

  test.each([301, 302, 303, 307, 308])('with status %i after HEAD is followed with HEAD.', async (status) => {
    await auth.fetch(`/redirect/${status}/same/users`, { method: 'HEAD' })
    expect(arrived.map(({ method }) => method)).toEqual(['HEAD', 'HEAD'])
  })

  test.each([301, 307])('with status %i makes the body anew where it is a function.', async (status) => {
    const body = (): ReadableStream => new Blob(['streamed']).stream()
    await auth.fetch(`/redirect/${status}/same/users`, { method: 'PUT', body })
    expect(arrived.map((each) => each.body)).toEqual(['streamed', 'streamed'])
  })

  test('stays a GET without a body once it has become one.', async () => {
    await auth.fetch('/redirect/303/same/redirect/307/same/users', { method: 'POST', body: 'text' })
    expect(arrived.map(({ method, body }) => [method, body])).toEqual([
      ['POST', 'text'],
      ['GET', ''],
      ['GET', ''],
    ])
  })

  test('that wants a one-shot stream again is returned as it is.', async () => {
    const body = new Blob(['streamed']).stream()
    const response = await auth.fetch('/redirect/307/same/users', { method: 'POST', body })
    expect([response.status, await response.text()]).toEqual([307, 'moved'])
    expect(arrived).toHaveLength(1)
  })

  test('is followed twenty times at most.', async () => {
    const steps = (count: number): string => `${'/redirect/302/same'.repeat(count)}/users`
    expect(await (await auth.fetch(steps(20))).text()).toBe('hello from api')
    await expect(auth.fetch(steps(21))).rejects.toThrow(new TypeError('fetch failed: too many redirects'))
  })
})

describe('The response after a redirect', () => {
  test('says so, as the platform does, and so does its clone.', async () => {
    const response = await auth.fetch('/redirect/302/same/redirect/307/same/users')
    const clone = response.clone()
    const again = clone.clone()
    for (const each of [response, clone, again]) {
      expect(each).toBeInstanceOf(Response)
      expect(each.redirected).toBe(true)
      expect(await each.text()).toBe('hello from api')
    }
    expect(response.url).toBe(`${bases.api}/users`)
    expect(response.bodyUsed).toBe(true)
  })

  test('does not say so where there was none.', async () => {
    expect((await auth.fetch('/users')).redirected).toBe(false)
    expect((await auth.fetch('/redirect/302/same/users', { redirect: 'manual' })).redirected).toBe(false)
  })
})

describe('A redirect that the caller does not want followed', () => {
  test('is returned.', async () => {
    const response = await auth.fetch('/redirect/302/other/users', { redirect: 'manual' })
    expect([response.status, await response.text()]).toEqual([302, 'moved'])
    const request = new Request(`${bases.api}/redirect/302/other/users`, { redirect: 'manual' })
    expect((await auth.fetch(request)).status).toBe(302)
  })

  test('is an error.', async () => {
    await expect(auth.fetch('/redirect/302/other/users', { redirect: 'error' })).rejects.toBeInstanceOf(TypeError)
    expect(arrived).toHaveLength(1)
  })
})

describe('A 401 after a redirect to another origin', () => {
  test('is not about the token, which was not sent there: nothing is renewed.', async () => {
    const before = (await auth.getToken()).generation
    const response = await auth.fetch('/redirect/302/other/private')
    expect(response.status).toBe(401)
    expect(arrived.map(({ at, url }) => `${at} ${url}`)).toEqual(['api /redirect/302/other/private', 'other /private'])
    expect((await auth.getToken()).generation).toBe(before)
  })
})
