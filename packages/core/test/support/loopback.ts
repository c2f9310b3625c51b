import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'

export interface Loopback extends AsyncDisposable {
  /** Such as `http://127.0.0.1:40000`. */
  readonly url: string
}

/** A server on loopback, over TLS where a key and a certificate are given. */
export async function serve(listener: RequestListener, tls?: { key: string; cert: string }): Promise<Loopback> {
  const server = tls ? createSecureServer(tls, listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
