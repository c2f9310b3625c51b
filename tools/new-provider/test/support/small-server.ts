import { createServer, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface Answer {
  readonly status: number
  readonly headers?: OutgoingHttpHeaders
  /** An object is sent as JSON. */
  readonly body?: object | string
}

/** A server on loopback that answers as a function says, and whose clock stands still. */
export async function startSmallServer(
  now: number,
  answer: (asked: Asked) => Answer,
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const parts = await request.toArray()
    const { method = '', url = '', headers } = request
    const one: Asked = { method, path: url, headers, body: Buffer.concat(parts).toString() }
    asked.push(one)
    const { status, headers: sent = {}, body } = answer(one)
    const type = typeof body === 'string' ? 'text/plain' : 'application/json'
    response.writeHead(status, { 'content-type': type, date: new Date(now).toUTCString(), ...sent })
    response.end(typeof body === 'object' ? JSON.stringify(body) : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.closeAllConnections() ?? server.close(() => resolve())))
  const { port } = server.address() as AddressInfo // it listens on a port
  return { url: `http://127.0.0.1:${port}`, asked }
}
