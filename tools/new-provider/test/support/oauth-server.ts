import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface OAuthServer {
  readonly url: string
  /** What was asked, with the answer: `POST /oauth2/token 200`. */
  readonly asked: string[]
  /** The last token request, as it was sent. */
  readonly last: { headers: IncomingMessage['headers']; form: Record<string, string> }
}

export const client = { clientId: 'ledger client', clientSecret: 'c&lient=se:cret/ü' }
const scopes = ['invoices.read', 'invoices.write']

/** A token endpoint for clients (RFC 6749, section 4.4) and an API that takes its tokens, on loopback. */
export async function startOAuthServer(clock: { now(): number }): Promise<OAuthServer> {
  const asked: string[] = []
  const expiries = new Map<string, number>()
  const last: OAuthServer['last'] = { headers: {}, form: {} }

  function answer(request: IncomingMessage, body: string): [status: number, body: object] {
    if (request.url === '/oauth2/token') {
      last.headers = request.headers
      last.form = Object.fromEntries(new URLSearchParams(body))
      return issue(last)
    }
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    return (expiries.get(token) ?? 0) > clock.now() ? [200, [{ id: 'invoice-1' }]] : [401, { error: 'invalid_token' }]
  }

  function issue({ headers, form }: OAuthServer['last']): [status: number, body: object] {
    const basic = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString()
    const [id, secret] = basic.split(':').map((part) => decodeURIComponent(part))
    if (id !== client.clientId || secret !== client.clientSecret) return [401, { error: 'invalid_client' }]
    if (form['grant_type'] !== 'client_credentials') return [400, { error: 'unsupported_grant_type' }]
    if (form['scope'] && !scopes.includes(form['scope'])) {
      return [400, { error: 'invalid_scope', error_description: `There is no scope for ${basic}.` }]
    }
    const token = `token-${expiries.size + 1}`
    expiries.set(token, clock.now() + 3_600_000)
    return [200, { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: form['scope'] }]
  }

  const server = createServer(async (request, response) => {
    const parts = await request.toArray()
    const [status, body] = answer(request, Buffer.concat(parts).toString())
    asked.push(`${request.method} ${request.url} ${status}`)
    response.writeHead(status, {
      'content-type': 'application/json;charset=UTF-8',
      date: new Date(clock.now()).toUTCString(),
    })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.closeAllConnections() ?? server.close(() => resolve())))
  const { port } = server.address() as AddressInfo // it listens on a port
  return { url: `http://127.0.0.1:${port}`, asked, last }
}
