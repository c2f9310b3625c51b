import { text } from 'node:stream/consumers'
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createAccount } from '../support/account.ts'
import { proxyTo, startApi, startProxy } from '../support/proxied.ts'

test('A token that has died is replaced, and the request sent again, for each provider.', async () => {
  const { emulator, environment, tokenRequests } = await createAccount()
  const paths = { meshy: '/users/me', elasticpath: '/v2/accounts', gooru: '/nucleus-auth/v1/token', genlogs: '/me' }
  for (const [provider, path] of Object.entries(paths)) {
    const { origin } = await startProxy([provider], environment)
    expect([provider, (await fetch(origin + path)).status]).toEqual([provider, 200])
    const before = tokenRequests(provider)
    emulator.revokeAccessTokens(provider as 'meshy') // one of the names above
    const statuses = await Promise.all([1, 2, 3, 4, 5].map(async () => (await fetch(origin + path)).status))
    expect([provider, ...statuses]).toEqual([provider, 200, 200, 200, 200, 200])
    // Elastic Path refuses the dead token as a mechanism first.
    expect([provider, tokenRequests(provider) - before]).toEqual([provider, provider === 'elasticpath' ? 2 : 1])
  }
})

test('A body is sent again as it was, also one that was still on its way.', async () => {
  const bodies: string[] = []
  let isDead = true
  const { origin } = await proxyTo(async (incoming, outgoing) => {
    if (isDead) {
      isDead = false
      // Before the body has come.
      outgoing.writeHead(401, { 'content-type': 'application/json' })
      outgoing.end('{"message":"Token expired"}')
      return
    }
    bodies.push(await text(incoming))
    outgoing.end('fine')
  })
  const slow = new ReadableStream({
    async start(controller) {
      for (const part of ['one ', 'two ', 'three']) {
        controller.enqueue(new TextEncoder().encode(part))
        await new Promise((resolve) => setImmediate(resolve))
      }
      controller.close()
    },
  })
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body: slow, duplex: 'half' }
  const response = await fetch(`${origin}/carriers`, init)
  expect([response.status, await response.text()]).toEqual([200, 'fine'])
  expect(bodies).toEqual(['one two three'])
})

test('A body of more than a mebibyte is not sent again: the 401 is passed on, and the next request has a new token.', async () => {
  const tokens: unknown[] = []
  const { origin, tokenRequests } = await proxyTo(async (incoming, outgoing) => {
    tokens.push(incoming.headers['access-token'])
    const { length } = await text(incoming)
    outgoing.writeHead(tokens.length === 1 ? 401 : 200)
    outgoing.end(tokens.length === 1 ? '{"message":"Token expired"}' : String(length))
  })
  const body = 'x'.repeat(1024 * 1024 + 1)
  const first = await fetch(`${origin}/uploads`, { method: 'POST', body })
  expect([first.status, await first.text()]).toEqual([401, '{"message":"Token expired"}'])
  const second = await fetch(`${origin}/uploads`, { method: 'POST', body })
  expect([second.status, await second.text()]).toEqual([200, String(body.length)])
  expect(tokens[1]).not.toBe(tokens[0])
  expect([tokens.length, tokenRequests()]).toEqual([2, 2])
})

test.each([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
])('A rejection is understood that is compressed (%s), as clients have asked for.', async (encoding, compress) => {
  let requests = 0
  const { origin } = await proxyTo((_, outgoing) => {
    requests += 1
    if (requests === 1) outgoing.writeHead(403, { 'content-type': 'application/json', 'content-encoding': encoding })
    const message = 'Token expired. '.repeat(100)
    outgoing.end(requests === 1 ? compress(JSON.stringify({ message })) : 'fine')
  })
  const response = await fetch(`${origin}/me`)
  expect([response.status, await response.text(), requests]).toEqual([200, 'fine', 2])
})

test('A compressed answer that is not about the token arrives as the API sent it.', async () => {
  const { origin, tokenRequests } = await proxyTo((_, outgoing) => {
    outgoing.writeHead(403, { 'content-encoding': 'gzip' })
    outgoing.end(gzipSync('{"message":"not for you"}'))
  })
  const response = await fetch(`${origin}/me`)
  expect([response.status, await response.json(), tokenRequests()]).toEqual([403, { message: 'not for you' }, 1])
})

test('An API that rejects new tokens too is not asked for ever: its answer is passed on.', async () => {
  let requests = 0
  const { origin, tokenRequests } = await proxyTo((_, outgoing) => {
    requests += 1
    outgoing.writeHead(401)
    outgoing.end('{"message":"Token expired"}')
  })
  for (let call = 0; call < 5; call += 1) expect((await fetch(`${origin}/me`)).status).toBe(401)
  expect(requests).toBeLessThanOrEqual(10)
  expect(tokenRequests()).toBeLessThanOrEqual(3)
})

test('Where the API rejects every token of the application, its own answer is passed on.', async () => {
  const { environment } = await createAccount()
  const { origin: apiOrigin } = await startApi((_, outgoing) => {
    outgoing.writeHead(401).end('Unable to validate access token')
  })
  const { origin } = await startProxy(['elasticpath'], { ...environment, ELASTICPATH_API_BASE_URL: apiOrigin })
  // The second finds that the new token has been rejected as well.
  for (const call of ['first', 'second']) {
    const response = await fetch(`${origin}/v2/accounts`)
    expect([call, response.status, await response.text()]).toEqual([call, 401, 'Unable to validate access token'])
  }
})
