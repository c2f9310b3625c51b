import { createHash } from 'node:crypto'
import { type ClientRequest, type IncomingMessage, request as send } from 'node:http'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { originOf, proxyTo } from '../support/proxied.ts'

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

function startHandshake(origin: string, more: Readonly<Record<string, string>> = {}, body = ''): ClientRequest {
  const client = send(`${origin}/live`, { headers: { connection: 'Upgrade', upgrade: 'websocket', ...more } })
  client.end(body)
  return client
}

function answerTo(client: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    client.once('response', resolve).once('error', reject)
  })
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
  const statusOf = async (headers: Record<string, string>): Promise<number | undefined> =>
    (await answerTo(startHandshake(origin, headers))).resume().statusCode
  expect(await statusOf({ origin: 'https://example.com' })).toBe(403)
  expect(await statusOf({})).toBe(404)
})

test('A handshake that the API breaks off is a 502 that may be tried again.', async () => {
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  server.on('upgrade', (_, socket: Duplex) => socket.destroy())
  const message = await answerTo(startHandshake(origin))
  expect([message.statusCode, message.headers['retry-after']]).toEqual([502, '1'])
  expect(JSON.parse(await text(message))).toMatchObject({ error: { code: 'network' } })
})

test.each(['the client has gone', 'the proxy ends'])(
  'Where %s before there is a token, the handshake reaches no API.',
  async (who) => {
    const asked = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    let opened = 0
    const { server, emulator, ...proxied } = await proxyTo(async (incoming, outgoing) => {
      const { length } = await text(incoming)
      outgoing.writeHead(length > 0 ? 401 : 200).end('{"message":"Token expired"}')
    })
    server.on('upgrade', ({ headers }, socket: Duplex) => {
      opened += 1
      socket.on('error', () => {})
      accept(socket, headers['sec-websocket-key'] ?? '')
    })
    emulator.fail({
      ...{ provider: 'genlogs', endpoint: 'token' },
      async kind(request) {
        asked.resolve()
        await answered.promise
        return fetch(request)
      },
    })
    // Too long to be sent again: it is the next one that needs a new token.
    const body = 'x'.repeat(1024 * 1024 + 1)
    await (await fetch(proxied.origin, { method: 'POST', body })).text()
    const client = startHandshake(proxied.origin).on('error', () => {})
    await asked.promise
    if (who === 'the proxy ends') {
      proxied.terminal.end()
      await new Promise((resolve) => client.once('close', resolve))
      answered.resolve()
      await proxied.ended
    } else {
      client.destroy()
      // What happened before has been noticed when these are answered.
      for (let call = 0; call < 3; call += 1) await fetch(`${proxied.origin}/_auth/health`)
      answered.resolve()
      expect((await fetch(proxied.origin)).status).toBe(200)
    }
    for (let call = 0; call < 3; call += 1) await (await fetch(originOf(server))).text()
    expect(opened).toBe(0)
  },
)

test.each([
  ['while it is passed on', 500],
  ['while it is looked at', 401],
])('An answer to a handshake that breaks off %s ends the connection.', async (_, status) => {
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  server.on('upgrade', (_, socket: Duplex) => {
    socket.on('error', () => {})
    socket.write(`HTTP/1.1 ${status} Broken\r\nContent-Length: 100\r\n\r\na start`, () => socket.end())
  })
  const message = await answerTo(startHandshake(origin))
  expect(message.statusCode).toBe(status)
  await expect(text(message)).rejects.toThrow('aborted')
})

test('A handshake with a body is refused: the API would take what follows for the body.', async () => {
  const { origin, server } = await proxyTo((_, outgoing) => outgoing.end())
  let shaken = 0
  server.on('upgrade', (_, socket: Duplex) => {
    shaken += 1
    socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
  })
  const message = await answerTo(startHandshake(origin, { 'content-length': '5' }, 'hello'))
  expect([message.statusCode, shaken]).toEqual([400, 0])
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
    client.end(body)
    expect(await text(await answerTo(client))).toBe('fine')
    expect(arrived.pop()).toEqual({ body, offered: false })
  }
})
