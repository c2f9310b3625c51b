import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createAccount } from '../support/account.ts'
import { startProxy } from '../support/proxied.ts'

/** A proxy before an API that answers each request with these bytes, and closes. */
async function answeredWith(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(answer, 'latin1'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const { environment } = await createAccount()
  const api = { GENLOGS_API_BASE_URL: `http://127.0.0.1:${port}` }
  return (await startProxy(['genlogs'], { ...environment, ...api })).origin
}

const rest = 'Content-Length: 4\r\nConnection: close\r\n\r\nfine'

test.each([
  ['a control character in its reason', `HTTP/1.1 200 A\x01OK\r\n${rest}`, 'AOK'],
  ['no reason', `HTTP/1.1 200 \r\n${rest}`, ''],
  ['early hints before it', `HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n${rest}`, 'OK'],
])('An answer with %s is passed on.', async (_, answer, reason) => {
  const response = await fetch(`${await answeredWith(answer)}/x`)
  expect([response.status, response.statusText, await response.text()]).toEqual([200, reason, 'fine'])
})

test.each([
  [
    'switches to a protocol that nobody asked for',
    'HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\nxx',
  ],
  ['has two lengths', `HTTP/1.1 200 OK\r\nContent-Length: 9\r\n${rest}`],
  ['has a control character in a header', `HTTP/1.1 200 OK\r\nX-Odd: a\x01b\r\n${rest}`],
  ['has an impossible status', `HTTP/1.1 099 Odd\r\n${rest}`],
  ['is none', 'what?\r\n\r\n'],
  ['is empty', ''],
])('An answer that %s is a 502, and the proxy goes on.', async (_, answer) => {
  const origin = await answeredWith(answer)
  for (const method of ['GET', 'POST']) {
    const response = await fetch(`${origin}/x`, { method })
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'application/json'])
    await response.json()
  }
  expect((await fetch(`${origin}/_auth/health`)).status).toBe(200)
})
