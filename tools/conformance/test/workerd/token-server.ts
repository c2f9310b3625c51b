import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A token endpoint on loopback that can leave requests without an answer. */
export interface TokenServer extends AsyncDisposable {
  readonly origin: string
  /** The grants that were asked for, in order. */
  readonly grants: readonly string[]
  /** Answers nothing to the next request for this grant. `GET /held` is answered when it has come. */
  holdNext(grant: string): void
}

export async function startTokenServer(): Promise<TokenServer> {
  const grants: string[] = []
  const arrived = Promise.withResolvers<void>()
  let held: string | undefined
  let issued = 0
  const server = createServer(async (request, response) => {
    if (request.url === '/held') {
      await arrived.promise
      response.end()
      return
    }
    const grant = new URLSearchParams(await text(request)).get('grant_type') ?? ''
    grants.push(grant)
    if (grant === held) {
      held = undefined
      arrived.resolve()
      return
    }
    issued += 1
    const tokens = { access_token: `access-token-${issued}`, refresh_token: `refresh-token-${issued}` }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ ...tokens, expires_in: 3600, token_type: 'Bearer' }))
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is not a string
  return {
    origin: `http://127.0.0.1:${port}`,
    grants,
    holdNext(grant) {
      held = grant
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
