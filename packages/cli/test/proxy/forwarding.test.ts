import { request as send } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { createAccount } from '../support/account.ts'
import { proxyTo, startApi, startProxy } from '../support/proxied.ts'

test('A request arrives at the API with the token, and as it was otherwise.', async () => {
  const arrived: unknown[] = []
  const { origin, emulator } = await proxyTo(async (incoming, outgoing) => {
    const { method, url, headers } = incoming
    arrived.push({ method, url, headers, body: await text(incoming) })
    outgoing.writeHead(201, 'Made', [...['Set-Cookie', 'a=1'], ...['Set-Cookie', 'b=2'], ...['X-Own', 'yes']])
    outgoing.end('done')
  })
  const response = await fetch(`${origin}/carriers/a%2Fb?x=1&x=%20`, {
    method: 'PUT',
    headers: { 'content-type': 'text/plain', 'x-mine': 'kept' },
    body: 'some text',
  })
  expect([response.status, response.statusText, await response.text()]).toEqual([201, 'Made', 'done'])
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(arrived).toMatchObject([
    {
      method: 'PUT',
      url: '/carriers/a%2Fb?x=1&x=%20',
      body: 'some text',
      headers: { 'content-type': 'text/plain', 'x-mine': 'kept', 'x-api-key': emulator.credentials.genlogs.apiKey },
    },
  ])
  expect(arrived[0]).toHaveProperty(['headers', 'access-token'], expect.stringMatching(/^ey/))
})

test('Credentials of the client, and headers for its connection alone, go no further.', async () => {
  let headers: NodeJS.Dict<string | string[]> = {}
  const { origin } = await proxyTo((incoming, outgoing) => {
    headers = incoming.headers
    outgoing.end()
  })
  const client = send(origin, {
    headers: {
      authorization: 'Basic bWluZQ==',
      cookie: 'mine=1',
      'access-token': 'mine',
      token: 'mine',
      'x-api-key': 'mine',
      'ep-account-management-authentication-token': 'mine',
      'proxy-authorization': 'Basic bWluZQ==',
      'x-hop': 'mine',
      connection: 'keep-alive, X-Hop',
    },
  })
  await new Promise((resolve) => client.once('response', (message) => resolve(message.resume())).end())
  expect(JSON.stringify(headers)).not.toMatch(/mine|bWluZQ/)
  expect(headers['access-token']).toMatch(/^ey/)
})

test.each(['GET', 'DELETE', 'POST', 'OPTIONS'])('A %s whose body has no length arrives whole.', async (method) => {
  const bodies: string[] = []
  const { origin } = await proxyTo(async (incoming, outgoing) => {
    bodies.push(await text(incoming))
    outgoing.end('fine')
  })
  const client = send(origin, { method, headers: { 'transfer-encoding': 'chunked' } })
  const answer = new Promise<string>((resolve) => client.once('response', (message) => resolve(text(message))))
  client.write('one ')
  client.end('two')
  expect(await answer).toBe('fine')
  expect(bodies).toEqual(['one two'])
})

test.each(['/../other/users', '/%2e%2e/other/users', '/a/../../other', '/..\\other', '/a#/../../other'])(
  'The path %s leads to no other account.',
  async (path) => {
    const { environment } = await createAccount()
    const { origin } = await startProxy(['meshy'], environment)
    const { port } = new URL(origin)
    const client = send({ host: '127.0.0.1', port, path })
    const response = await new Promise<{ statusCode?: number | undefined }>((resolve) => {
      client.once('response', (message) => resolve(message.resume())).end()
    })
    expect(response.statusCode).toBe(400)
  },
)

test('A request for another host, as one to a forward proxy, is refused.', async () => {
  const { origin } = await proxyTo((_, outgoing) => outgoing.end('reached'))
  const client = send({ host: '127.0.0.1', port: new URL(origin).port, path: 'http://example.com/' })
  const message = await new Promise<{ statusCode?: number | undefined }>((resolve) => {
    client.once('response', (answer) => resolve(answer.resume())).end()
  })
  expect(message.statusCode).toBe(400)
})

test('Answers of 401 and 403 that are not about the token are passed on whole.', async () => {
  const long = 'x'.repeat(200_000)
  const { origin, tokenRequests } = await proxyTo((_, outgoing) => {
    outgoing.writeHead(403, { 'content-type': 'text/plain' })
    outgoing.end(long)
  })
  const response = await fetch(`${origin}/forbidden`)
  expect([response.status, await response.text()]).toEqual([403, long])
  expect(tokenRequests()).toBe(1)
})

test('A redirect within the API leads back to the proxy, and any other where the API says.', async () => {
  const { environment } = await createAccount()
  let location = ''
  const { origin: api } = await startApi((_, outgoing) => {
    outgoing.writeHead(302, { location })
    outgoing.end()
  })
  const { origin } = await startProxy(['meshy'], { ...environment, MESHY_API_BASE_URL: api })
  const account = environment['MESHY_ACCOUNT_NAME']
  const locations = {
    [`${api}/${account}/users/1?a=%20b#c`]: '/users/1?a=%20b#c',
    [`/${account}/users/1`]: '/users/1',
    [`${api}/${account}`]: '/',
    '1/details': '1/details',
    [`${api}/${account}s/users/1`]: `${api}/${account}s/users/1`,
    'https://files.example.com/1': 'https://files.example.com/1',
    [`//files.example.com/${account}/1`]: `//files.example.com/${account}/1`,
    [`/${account}//files.example.com`]: `/${account}//files.example.com`,
    'http://[': 'http://[',
  }
  for (const [given, wanted] of Object.entries(locations)) {
    location = given
    const response = await fetch(`${origin}/users`, { redirect: 'manual' })
    expect([given, response.status, response.headers.get('location')]).toEqual([given, 302, wanted])
  }
})
