import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Renewal } from './count.ts'

const tokenLifeS = 3600
const answerMs = 50
const page = '<!doctype html><meta charset="utf-8"><title>tab</title><script src="/tab.js"></script>'

/** Serves the tabs, and is their authorization server. Its clock is moved together with theirs. */
export interface AuthorizationServer extends AsyncDisposable {
  readonly origin: string
  readonly renewals: readonly Renewal[]
  /** Whether the session of an access token goes on. */
  isLive(accessToken: string): boolean
  advance(ms: number): void
}

interface Session {
  current: string
  hasEnded: boolean
}

/**
 * Rotates a refresh token before it answers, and ends the session when a used one comes again, without leeway. It speaks
 * as much OpenID Connect as the libraries ask for, and the dialect of Supabase.
 */
export async function serveAuthorization(script: Uint8Array): Promise<AuthorizationServer> {
  const sessions = new Map<string, Session>()
  const nonces = new Map<string, string>()
  const renewals: Renewal[] = []
  let offsetMs = 0
  let origin = ''
  const nowS = (): number => Math.floor((Date.now() + offsetMs) / 1000)

  function grant(session: Session, clientId: string, nonce?: string): Answer {
    session.current = randomUUID()
    const accessToken = randomUUID()
    sessions.set(session.current, session).set(accessToken, session)
    const iat = nowS()
    const claims = { iss: `${origin}/`, sub: 'ada', aud: clientId, iat, exp: iat + tokenLifeS, ...(nonce && { nonce }) }
    return {
      status: 200,
      body: {
        access_token: accessToken,
        refresh_token: session.current,
        id_token: unsigned(claims),
        token_type: 'Bearer',
        expires_in: tokenLifeS,
        expires_at: iat + tokenLifeS,
        scope: 'openid profile email offline_access',
        user: { id: 'ada' },
      },
    }
  }

  function renew(refreshToken: string, clientId: string): Answer {
    const session = sessions.get(refreshToken)
    const isRefused = !session || session.hasEnded || session.current !== refreshToken
    renewals.push({ refreshToken, isRefused })
    if (!isRefused) return grant(session, clientId)
    if (session) session.hasEnded = true
    return {
      status: 400,
      body: {
        error: 'invalid_grant',
        error_description: 'The refresh token was used before.',
        error_code: 'refresh_token_already_used',
      },
    }
  }

  async function answerToken(request: IncomingMessage, url: URL): Promise<Answer> {
    const parameters = readParameters(await text(request), request.headers['content-type'])
    const clientId = parameters['client_id'] ?? ''
    const { refresh_token: refreshToken, code } = parameters
    const kind = parameters['grant_type'] ?? url.searchParams.get('grant_type')
    if (kind === 'refresh_token') return renew(refreshToken ?? '', clientId)
    return grant({ current: '', hasEnded: false }, clientId, code && nonces.get(code))
  }

  /** The person is signed in at the provider already. */
  function authorize({ searchParams }: URL): string {
    const code = randomUUID()
    nonces.set(code, searchParams.get('nonce') ?? '')
    const target = new URL(searchParams.get('redirect_uri') ?? origin)
    target.search = String(new URLSearchParams({ code, state: searchParams.get('state') ?? '' }))
    return target.href
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin)
    response.setHeader('date', new Date(nowS() * 1000).toUTCString())
    if (url.pathname === '/tab.js') response.setHeader('content-type', 'text/javascript').end(script)
    else if (url.pathname === '/authorize') response.writeHead(302, { location: authorize(url) }).end()
    else if (url.pathname === '/.well-known/openid-configuration')
      send(response, { status: 200, body: metadata(origin) })
    else if (request.method === 'POST' && url.pathname.endsWith('/token')) {
      const found = await answerToken(request, url)
      await wait(answerMs)
      send(response, found)
    } else response.setHeader('content-type', 'text/html').end(page)
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error) => send(response, { status: 500, body: { error: String(error) } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://localhost:${(server.address() as AddressInfo).port}` // it listens on a port
  return {
    origin,
    renewals,
    isLive: (accessToken) => sessions.get(accessToken)?.hasEnded === false,
    advance(ms) {
      offsetMs += ms
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Answer {
  readonly status: number
  readonly body: object
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function readParameters(body: string, type = ''): Record<string, string> {
  return type.includes('json') ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body))
}

/** The libraries read the claims, and leave the signature to the connection. */
function unsigned(claims: object): string {
  const parts = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  return [...parts, 'none'].join('.')
}

function metadata(origin: string): object {
  return {
    issuer: `${origin}/`,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    jwks_uri: `${origin}/keys`,
  }
}
