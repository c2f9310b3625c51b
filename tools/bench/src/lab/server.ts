import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readTokenRequest, type TokenRequest } from './token-request.ts'

/** What a token request is answered with instead of a token. */
export interface TokenAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** @default 0 */
  readonly afterMs?: number
}

export interface ApiRequest {
  readonly token: string
  status?: number
}

/** What the server does until it is told otherwise. */
export interface LabSettings {
  /** @default 3600 */
  lifetimeSeconds: number
  /** In characters. @default 200 */
  tokenLength: number
  /** Whether an answer brings a refresh token. */
  refreshTokens: (request: TokenRequest) => boolean
  /** Instead of a token. */
  answer: (request: TokenRequest) => TokenAnswer | undefined
  /** What an API request waits for before it is answered. */
  beforeApi: (token: string) => Promise<unknown> | undefined
  /** Told when an API request was answered. */
  afterApi: (request: ApiRequest) => void
}

/** A server on loopback, of tokens and of an API that wants them: it counts what arrives. */
export interface Lab extends AsyncDisposable {
  readonly origin: string
  readonly settings: LabSettings
  readonly tokenRequests: TokenRequest[]
  readonly apiRequests: ApiRequest[]
  /** From now on the API refuses every token that was issued before. */
  revokeTokens(): void
}

export async function startLab(): Promise<Lab> {
  const live = new Set<string>()
  const tokenRequests: TokenRequest[] = []
  const apiRequests: ApiRequest[] = []
  const settings: LabSettings = {
    lifetimeSeconds: 3600,
    tokenLength: 200,
    refreshTokens: () => true,
    answer: () => undefined,
    beforeApi: () => undefined,
    afterApi: () => undefined,
  }
  let issued = 0

  const answerToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const tokenRequest = await readTokenRequest(request)
    tokenRequests.push(tokenRequest)
    const instead = settings.answer(tokenRequest)
    if (instead) {
      await delay(instead.afterMs ?? 0)
      return send(response, instead.status, instead.body ?? {}, instead.headers)
    }
    issued += 1
    const token = `token-${issued}-`.padEnd(settings.tokenLength, 'x')
    live.add(token)
    const expiresAt = Date.now() + settings.lifetimeSeconds * 1000
    // Every peer finds in it what it looks for.
    send(response, request.url?.includes('/app/installations') ? 201 : 200, {
      access_token: token,
      token,
      token_type: 'Bearer',
      identifier: 'implicit',
      expires_in: settings.lifetimeSeconds,
      expires: Math.floor(expiresAt / 1000),
      expires_at: new Date(expiresAt).toISOString(),
      permissions: {},
      repository_selection: 'all',
      ...(settings.refreshTokens(tokenRequest) && { refresh_token: `refresh-${issued}` }),
    })
  }

  const answerApi = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const token = (request.headers.authorization ?? '').replace(/^\w+ /, '')
    const apiRequest: ApiRequest = { token }
    apiRequests.push(apiRequest)
    await settings.beforeApi(token)
    apiRequest.status = live.has(token) || token === '' ? 200 : 401
    send(response, apiRequest.status, {})
    settings.afterApi(apiRequest)
  }

  const server = createServer((request, response) => {
    const answered = request.method === 'POST' ? answerToken(request, response) : answerApi(request, response)
    answered.catch(() => response.destroy())
  })
  // A busy client is not to find a connection closed that it has not used for a while.
  server.keepAliveTimeout = 600_000
  return {
    origin: await listen(server),
    settings,
    tokenRequests,
    apiRequests,
    revokeTokens: () => live.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

function send(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

async function delay(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms))
}
