import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { createEmulator, type EmulatorOptions } from '@auth/emulator'

/** A token request, as it arrived. */
export interface TokenRequest {
  readonly grant: string
  /** The process that sent it. */
  readonly worker: string
  readonly status: number
  /** Whether its refresh token had been spent before. */
  readonly isReuse: boolean
}

/** MeshyDB on loopback: refresh tokens rotate, and one that comes twice ends its session. */
export interface Provider extends AsyncDisposable {
  readonly urls: { readonly authBaseUrl: string; readonly apiBaseUrl: string }
  readonly tokenRequests: TokenRequest[]
  /** How long an answer takes. What it does has been done before. */
  latencyMs: number
  /** Runs between what a request does and its answer; resolves to whether it is answered. */
  onHandled: (request: TokenRequest) => boolean
}

export const workerHeader = 'x-worker'

export async function startProvider(accessTokenLifetimeMs: number): Promise<Provider> {
  const spent = new Set<string>()
  const tokenRequests: TokenRequest[] = []
  const server = createServer(async (incoming, outgoing) => {
    const body = await text(incoming)
    const response = await emulator.fetch(toRequest(incoming, body, origin))
    const answer = new Uint8Array(await response.arrayBuffer())
    if (incoming.url?.toLowerCase().endsWith('/connect/token')) {
      const form = new URLSearchParams(body)
      const refreshToken = form.get('refresh_token') ?? ''
      const request = {
        grant: form.get('grant_type') ?? '',
        worker: String(incoming.headers[workerHeader]),
        status: response.status,
        isReuse: spent.has(refreshToken),
      }
      if (refreshToken && response.ok) spent.add(refreshToken)
      tokenRequests.push(request)
      if (!provider.onHandled(request)) return
      await sleep(provider.latencyMs)
    }
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const meshy = { accessTokenLifetimeMs, reuseDetection: true }
  const emulator = createEmulator({ origin, meshy } satisfies EmulatorOptions)
  const provider: Provider = {
    urls: emulator.urls.meshy,
    tokenRequests,
    latencyMs: 0,
    onHandled: () => true,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return provider
}

function toRequest(incoming: IncomingMessage, body: string, origin: string): Request {
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
  const { method = 'GET', url = '/' } = incoming
  return new Request(origin + url, { method, headers, ...(body !== '' && { body }) })
}
