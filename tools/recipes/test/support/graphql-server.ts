import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Meshy } from './meshy.ts'

export interface Gateway extends AsyncDisposable {
  readonly origin: string
}

/** A GraphQL gateway that accepts the provider's tokens, on an origin of its own. */
export async function serveGraphql(meshy: Meshy): Promise<Gateway> {
  const server = createServer(async (request, response) => {
    const { authorization = '' } = request.headers
    const answer = await meshy.emulator.fetch(`${meshy.apiUrl}/users/me`, { headers: { authorization } })
    const user: unknown = await answer.json()
    request.resume()
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.ok ? { data: { me: user } } : { errors: [{ message: 'Not authorized' }] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is not a string
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
