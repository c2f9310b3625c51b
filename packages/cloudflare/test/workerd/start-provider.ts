import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createEmulator } from '@auth/emulator/fetch'

/** MeshyDB on loopback, which ends a session when a refresh token comes twice, and can keep an answer to itself. */
export interface Provider extends AsyncDisposable {
  readonly authBaseUrl: string
  /** Answers once the request that is held has come: for Workers, which cannot see a promise of the test. */
  readonly heldUrl: string
  /** The grants that it has handled, in order. */
  readonly grants: readonly string[]
  /** @param when - Whether the next token request is handled, and its answer held: its refresh token is then used up. */
  holdNext(when: 'handled' | 'unseen'): void
  /** Resolves once the request that is held has come. */
  arrival(): Promise<void>
  /** Lets the answer go. */
  release(): void
  advance(ms: number): void
}

export async function startProvider(): Promise<Provider> {
  const emulator = createEmulator({ meshy: { reuseDetection: true } })
  const grants: string[] = []
  const arrived = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  let hold: 'handled' | 'unseen' | undefined

  async function answer(path: string, body: string): Promise<Response> {
    const held = path.endsWith('/token') ? hold : undefined
    if (held) hold = undefined
    const grant = new URLSearchParams(body).get('grant_type')
    if (grant && held !== 'unseen') grants.push(grant)
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const url = new URL(emulator.urls.meshy.authBaseUrl).origin + path
    const response =
      held === 'unseen'
        ? new Response(null, { status: 503 })
        : await emulator.fetch(url, { method: 'POST', headers, body })
    if (held) {
      arrived.resolve()
      await released.promise
    }
    return response
  }

  const server = createServer(async (request, response) => {
    const { url = '/' } = request
    if (url === '/held') {
      await arrived.promise
      response.end()
      return
    }
    const { status, headers, body } = await answer(url, await text(request)).then(async (reply) => ({
      status: reply.status,
      headers: Object.fromEntries(reply.headers),
      body: await reply.text(),
    }))
    response.writeHead(status, headers).end(body)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo // a TCP server's address is not a string
  const origin = `http://127.0.0.1:${port}`
  return {
    authBaseUrl: origin + new URL(emulator.urls.meshy.authBaseUrl).pathname,
    heldUrl: `${origin}/held`,
    grants,
    holdNext(when) {
      hold = when
    },
    arrival: () => arrived.promise,
    release: () => released.resolve(),
    advance: (ms) => emulator.advance(ms),
    async [Symbol.asyncDispose]() {
      released.resolve()
      arrived.resolve()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
