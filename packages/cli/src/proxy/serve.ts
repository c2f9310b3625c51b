import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdmission, type Refusal } from './admission.ts'
import { answerPreflight } from './cors.ts'
import { exchange } from './exchange.ts'
import type { ProxyOptions } from './options.ts'
import { answerOwnPage } from './own-pages.ts'
import type { ProxyParts } from './parts.ts'
import { createProblem, type Problem } from './problem.ts'
import { refuse, upgrade } from './upgrade.ts'

/** The proxy while it listens. */
export interface RunningProxy {
  readonly origin: string
  /** Takes no more requests, and waits for those under way, for so long as they may take. */
  close(urgent: AbortSignal): Promise<void>
}

// Longer than clients and load balancers keep theirs, so that it is they who close a connection.
const keepAliveMs = 75_000

export async function serve(parts: ProxyParts, options: ProxyOptions): Promise<RunningProxy> {
  const admit = createAdmission(options)
  const sockets = new Set<Duplex>()
  let isEnding = false

  function handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (isEnding) outgoing.setHeader('Connection', 'close')
    outgoing.once('close', letGo)
    const refusal = admit(incoming.headers)
    if (refusal && !isPreflight(incoming, refusal)) {
      turnAway(outgoing, problemOfRefusal(refusal))
      return
    }
    if (answerPreflight(incoming, outgoing) || answerOwnPage(parts, options.ownPath, incoming, outgoing)) return
    // It answers for its own failures.
    void exchange(parts, incoming, outgoing)
  }

  /** A connection that was kept for another request is of no use any more. */
  function letGo(): void {
    if (isEnding) setImmediate(() => server.closeIdleConnections())
  }

  const server = createServer(
    {
      ...{ keepAliveTimeout: keepAliveMs, requestTimeout: 0, noDelay: true },
      // Clients of HTTP/2, as that of Java, offer it beside any request: who does not take it answers as ever. Since
      // Node 22.21 and 24.9; earlier ones take every offer to be accepted, whose body would be lost.
      shouldUpgradeCallback: isWebSocket,
    },
    handle,
  )
  server.on('upgrade', (incoming, client, head) => {
    sockets.add(client)
    client.once('close', () => sockets.delete(client))
    const refusal = admit(incoming.headers)
    if (refusal) refuse(client, problemOfRefusal(refusal))
    else if (!isWebSocket(incoming)) refuse(client, problemOfRefusal(notSupported))
    else void upgrade(parts, incoming, client, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host.replace(/[[\]]/g, ''), resolve)
  })
  // A server that listens on a port has an address of this kind.
  const { address, port, family } = server.address() as AddressInfo
  return {
    origin: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async close(urgent) {
      isEnding = true
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      for (const socket of sockets) socket.destroy()
      const end = (): void => server.closeAllConnections()
      const timer = setTimeout(end, options.graceMs)
      urgent.addEventListener('abort', end, { once: true })
      if (urgent.aborted) end()
      await closed
      clearTimeout(timer)
      parts.upstream.close()
    },
  }
}

const notSupported: Refusal = {
  status: 501,
  code: 'upgrade_not_supported',
  message: 'only WebSockets are upgraded: send no `Upgrade` header, or run the proxy on Node 22.21, 24.9 or later',
}

function isWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket'
}

/** A browser asks without the key whether it may send it. */
function isPreflight({ method, headers }: IncomingMessage, { code }: Refusal): boolean {
  return code === 'key_needed' && method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

function problemOfRefusal({ status, code, message }: Refusal): Problem {
  return createProblem(status, { code, message })
}

function turnAway(outgoing: ServerResponse, { status, headers, body }: Problem): void {
  outgoing.writeHead(status, [...headers, 'Connection', 'close'])
  outgoing.end(body)
}
