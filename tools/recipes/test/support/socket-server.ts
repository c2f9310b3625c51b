import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Meshy } from './meshy.ts'

export interface SocketServer extends AsyncDisposable {
  readonly url: string
  /** The status of each handshake. */
  readonly handshakes: number[]
}

/** A WebSocket server that accepts the provider's tokens. It says `hello` and nothing more. */
export async function serveSockets(meshy: Meshy): Promise<SocketServer> {
  const handshakes: number[] = []
  const sockets = new Set<Duplex>()
  const server = createServer().on('upgrade', async (request, socket) => {
    sockets.add(socket)
    const { authorization = '', 'sec-websocket-key': key } = request.headers
    const { status } = await meshy.emulator.fetch(`${meshy.apiUrl}/users/me`, { headers: { authorization } })
    handshakes.push(status === 200 ? 101 : status)
    if (status !== 200) {
      socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`)
      return
    }
    // https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    const headers = `Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}`
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n\r\n`)
    socket.write(Buffer.concat([Buffer.from([0x81, 5]), Buffer.from('hello')]))
    socket.on('data', () => socket.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is not a string
  return {
    url: `ws://127.0.0.1:${port}/live`,
    handshakes,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
