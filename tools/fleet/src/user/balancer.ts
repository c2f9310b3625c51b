import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A load balancer in front of servers on loopback, which takes them in turn. */
export interface Balancer extends AsyncDisposable {
  readonly url: string
}

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  let turn = 0
  const server = createServer((incoming, outgoing) => {
    turn += 1
    const { method, url: path, headers } = incoming
    const onward = request({ host: '127.0.0.1', port: ports[turn % ports.length], method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.writeHead(502).end())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
