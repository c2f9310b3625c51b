import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { startEmulator } from '@auth/emulator'
import type { Echo } from '../conformance/lab.ts'
import type { Setting } from '../conformance/setting.ts'
import { isProviderName, type ProviderName } from './providers.ts'

/** The servers of one provider in one runtime, on loopback. */
export interface Servers extends AsyncDisposable {
  readonly setting: Setting
}

export async function startServers(): Promise<Servers> {
  const emulator = await startEmulator()
  const withoutCors = await startEmulator({ cors: false })
  const elsewhere = await startEcho()
  const echo = await startEcho((url, response, sent) => {
    if (url.pathname === '/leave') response.writeHead(307, { location: `${elsewhere.origin}/echo` }).end()
    else if (url.pathname === '/redirect-token') {
      const location = `${elsewhere.origin}/echo`
      const kind = (): Response => new Response(null, { status: 307, headers: { location } })
      emulator.fail({ provider: providerIn(url), endpoint: 'token', kind })
      response.end()
    } else if (url.pathname.startsWith('/_emulator/')) {
      // The emulator itself takes no orders from pages of another origin.
      void forward(emulator.origin + url.pathname, sent, response)
    } else return false
    return true
  })
  const { urls, credentials } = emulator
  return {
    setting: {
      emulator: echo.origin,
      urls,
      urlsWithoutCors: withoutCors.urls,
      credentials,
      echo: echo.origin,
      elsewhere: elsewhere.origin,
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([emulator.close(), withoutCors.close(), echo.close(), elsewhere.close()])
    },
  }
}

function providerIn({ searchParams }: URL): ProviderName {
  const name = searchParams.get('provider')
  if (!isProviderName(name)) throw new Error(`no provider has the name ${name}`)
  return name
}

interface EchoServer {
  readonly origin: string
  close(): Promise<void>
}

type Sent = Pick<Echo, 'method' | 'body'>

async function forward(url: string, { method, body }: Sent, response: ServerResponse): Promise<void> {
  const answer = await fetch(url, { method, body: body === '' ? null : body })
  response.writeHead(answer.status).end(await answer.text())
}

/** Answers with what it was sent, to pages of every origin. */
async function startEcho(special?: (url: URL, response: ServerResponse, sent: Sent) => boolean): Promise<EchoServer> {
  let seen: Echo[] = []
  const server = createServer(async (request, response) => {
    allowPages(request, response)
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end()
      return
    }
    response.setHeader('content-type', 'application/json')
    if (url.pathname === '/seen') {
      response.end(JSON.stringify(seen))
      seen = []
      return
    }
    const body = await text(request)
    if (special?.(url, response, { method: request.method ?? 'GET', body })) return
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const echo = { method: request.method ?? '', headers, body }
    seen.push(echo)
    response.end(JSON.stringify(echo))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function allowPages({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-allow-headers', headers['access-control-request-headers'] ?? '*')
  response.setHeader('access-control-allow-methods', headers['access-control-request-method'] ?? '*')
}
