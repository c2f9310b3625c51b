import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { LoopbackRegistry } from '../../registry/loopback.ts'

/** A registry that breaks down while packages are published to it. */
export interface FaultyRegistry extends LoopbackRegistry {
  /** The packages that it has taken, in order: a package twice if it took it twice. */
  readonly taken: readonly string[]
  repair(): void
}

/** Stands in front of a registry, and answers 500 to all that is published after the first few. */
export async function startFaultyRegistry(behind: LoopbackRegistry, most: number): Promise<FaultyRegistry> {
  const taken: string[] = []
  let broken = true
  let accepted = 0
  const server = createServer((incoming, outgoing) => {
    if (incoming.method !== 'PUT') return pass(incoming, outgoing)
    if (broken && accepted >= most) {
      incoming.resume()
      outgoing.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"out of order"}')
      return
    }
    accepted += 1
    pass(incoming, outgoing, () => taken.push(decodeURIComponent(incoming.url?.slice(1) ?? '')))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server on a port has such an address.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  return {
    url,
    token: behind.token,
    credentials: `//127.0.0.1:${port}/:_authToken=${behind.token}\n`,
    taken,
    repair: () => {
      broken = false
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }

  function pass(incoming: IncomingMessage, outgoing: ServerResponse, whenTaken?: () => void): void {
    const { method, url: path, headers } = incoming
    const onward = request(new URL(path ?? '/', behind.url), { method, headers }, (answer) => {
      const status = answer.statusCode ?? 502
      if (status < 300) whenTaken?.()
      outgoing.writeHead(status, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }
}
