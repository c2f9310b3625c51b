import { createServer, request as nodeRequest } from 'node:http'
import ky, { HTTPError } from 'ky'
import { describe, expect, test } from 'vitest'
import { createApiClient, createRealTimeAuth, credentials, rejecting } from '../support/api-auth.ts'

describe('`ky.create({ fetch: auth.fetch, retry: 0 })`', () => {
  test('presents the token, and renews it once for a dead one.', async () => {
    const { auth, sent, signIns } = createApiClient(rejecting('token-1'))
    const api = ky.create({ fetch: auth.fetch, retry: 0, prefix: 'https://api.example.com/v1' })
    expect(await api.post('users', { json: { name: 'x' } }).json()).toEqual({ name: 'x' })
    expect(sent.map(({ url, method }) => [url, method])).toEqual([
      ['https://api.example.com/v1/users', 'POST'],
      ['https://api.example.com/v1/users', 'POST'],
    ])
    expect(sent.map(({ headers }) => headers.get('content-type'))).toEqual(['application/json', 'application/json'])
    expect(signIns).toHaveLength(2)
  })

  test('leaves other answers as errors of ky.', async () => {
    const { auth, sent } = createApiClient(() => new Response('no', { status: 503 }))
    const api = ky.create({ fetch: auth.fetch, retry: 0, prefix: 'https://api.example.com' })
    await expect(api.get('users')).rejects.toBeInstanceOf(HTTPError)
    expect(sent).toHaveLength(1)
  })

  test('lets an AuthError through.', async () => {
    const { auth } = createApiClient(() => new Response())
    const api = ky.create({ fetch: auth.fetch, retry: 0 })
    await expect(api.get('https://evil.example.com/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
  })
})

describe('A client that takes a fetch function', () => {
  test('may be given `auth.fetch` alone.', async () => {
    const { auth } = createApiClient(async (request) => Response.json({ echo: await request.text() }))
    const { fetch } = auth
    const client = async (send: typeof globalThis.fetch): Promise<unknown> =>
      (await send('https://api.example.com/graphql', { method: 'POST', body: '{ me }' })).json()
    expect(await client(fetch)).toEqual({ echo: '{ me }' })
  })
})

describe('A client that takes headers', () => {
  test('may be given `auth.headers()` for each request.', async () => {
    const server = createServer((request, response) => {
      const json = request.url === '/token' ? { access_token: 'the-token' } : { got: request.headers.authorization }
      response.end(JSON.stringify(json))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''}`
    const auth = createRealTimeAuth({ credentials, authBaseUrl: base, apiBaseUrl: base })
    const headers = await auth.headers(`${base}/users`)
    const text = await new Promise<string>((resolve, reject) => {
      nodeRequest(`${base}/users`, { headers }, async (response) => {
        let body = ''
        for await (const chunk of response) body += chunk
        resolve(body)
      })
        .on('error', reject)
        .end()
    })
    expect(JSON.parse(text)).toEqual({ got: 'Bearer the-token' })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
