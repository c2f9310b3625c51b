import { createHash } from 'node:crypto'
import { type IncomingMessage, request as send } from 'node:http'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { proxyTo } from '../support/proxied.ts'

const handshakeId = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** The frame of a short text that a server sends: https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
function frame(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)])
}

function accept(socket: Duplex, key: string): void {
  const answer = createHash('sha1')
    .update(key + handshakeId)
    .digest('base64')
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade']
  socket.write(`${[...lines, `Sec-WebSocket-Accept: ${answer}`].join('\r\n')}\r\n\r\n`)
}

test('A WebSocket is opened with the token, and carries messages.', async () => {
  const tokens: unknown[] = []
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  server.on('upgrade', ({ headers }, socket: Duplex) => {
    tokens.push(headers['access-token'])
    accept(socket, headers['sec-websocket-key'] ?? '')
    socket.write(frame('welcome'))
    socket.on('data', () => socket.write(frame('heard')))
    socket.on('error', () => {})
  })
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`)
  const messages: unknown[] = []
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the socket failed')))
    socket.addEventListener('message', ({ data }) => {
      messages.push(data)
      if (messages.length === 1) socket.send('hello')
      else resolve()
    })
  })
  socket.close()
  expect(messages).toEqual(['welcome', 'heard'])
  expect(tokens).toEqual([expect.stringMatching(/^ey/)])
})

test('A handshake that is refused for a dead token is made again with a new one.', async () => {
  const tokens: unknown[] = []
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  server.on('upgrade', ({ headers }, socket: Duplex) => {
    tokens.push(headers['access-token'])
    socket.on('error', () => {})
    if (tokens.length > 1) accept(socket, headers['sec-websocket-key'] ?? '')
    else socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 27\r\n\r\n{"message":"Token expired"}')
  })
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/live`)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('the socket failed')))
  })
  socket.close()
  expect(tokens).toHaveLength(2)
  expect(tokens[1]).not.toBe(tokens[0])
})

test('A handshake from a page that may not call is refused, and one that the API refuses is passed on.', async () => {
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  server.on('upgrade', (_, socket: Duplex) => {
    socket.on('error', () => {})
    socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone')
  })
  const statusOf = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const client = send(`${origin}/live`, { headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers } })
      client.once('response', (message) => resolve(message.resume().statusCode))
      client.once('error', reject).end()
    })
  expect(await statusOf({ origin: 'https://example.com' })).toBe(403)
  expect(await statusOf({})).toBe(404)
})

test('A handshake that the API breaks off is a 502 that may be tried again.', async () => {
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  server.on('upgrade', (_, socket: Duplex) => socket.destroy())
  const client = send(`${origin}/live`, { headers: { connection: 'Upgrade', upgrade: 'websocket' } })
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    client.once('response', resolve).once('error', reject).end()
  })
  expect([message.statusCode, message.headers['retry-after']]).toEqual([502, '1'])
  expect(JSON.parse(await text(message))).toMatchObject({ error: { code: 'network' } })
})

test('A request that offers another protocol, as clients of HTTP/2 do, is answered as any other.', async () => {
  const arrived: unknown[] = []
  const { origin } = await proxyTo(async (incoming, outgoing) => {
    const { upgrade, connection, 'http2-settings': settings } = incoming.headers
    arrived.push({ upgrade, settings, offered: connection?.includes('Upgrade'), body: await text(incoming) })
    outgoing.end('fine')
  })
  const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' }
  for (const body of ['', 'a body']) {
    const client = send(origin, { method: 'POST', headers: { ...headers, 'content-length': body.length } })
    const answer = new Promise<string>((resolve, reject) => {
      client.once('response', (message) => resolve(text(message))).once('error', reject)
    })
    client.end(body)
    expect(await answer).toBe('fine')
    expect(arrived.pop()).toEqual({ body, offered: false })
  }
})
