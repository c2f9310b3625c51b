import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { findPackageJSON } from 'node:module'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Answer, type Control, type Exchange, json, type Product } from './product.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'

/**
 * Serves a product on loopback, at the paths of MeshyDB, until standard input ends, and prints its address. Beside it
 * are an API that takes its tokens, and `/{account}/control/…` for the tests.
 */
export function serve(product: Product): void {
  const logs = new Map<string, RequestLog>()
  const logOf = (account: string): RequestLog => {
    const log = logs.get(account) ?? createRequestLog()
    logs.set(account, log)
    return log
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://localhost')
    const [, account = '', ...path] = url.pathname.split('/')
    const send = ({ status, headers, body }: Answer): unknown => response.writeHead(status, headers).end(body)
    answer(product, logOf(account), { account, path: path.join('/'), isLate: url.searchParams.has('late') }, [
      request,
      response,
    ]).then(send, (error) => {
      console.error(error)
      send(json(500, { error: 'server_error' }))
    })
  })
  server.listen(0, '127.0.0.1', () => {
    // Node gives a text for pipes only.
    const { port } = server.address() as AddressInfo
    console.log(JSON.stringify({ url: `http://127.0.0.1:${port}`, version: versionOf(product.name) }))
  })
  process.stdin.resume().on('end', () => process.exit())
}

interface Target {
  readonly account: string
  readonly path: string
  readonly isLate: boolean
}

async function answer(
  product: Product,
  log: RequestLog,
  { account, path, isLate }: Target,
  [incoming, outgoing]: [IncomingMessage, ServerResponse],
): Promise<Answer> {
  switch (path) {
    case 'connect/token':
    case 'connect/revocation': {
      const isToken = path === 'connect/token'
      const exchange = await read(incoming, outgoing, path)
      const handle = isToken ? product.requestToken : product.revokeToken
      const found = handle ? await handle(exchange) : json(404, {})
      // As go-oauth2 answers.
      const given = account.endsWith('-by-401') && found.status === 400 ? { ...found, status: 401 } : found
      const { grant_type: grant, refresh_token: refreshToken } = exchange.form
      log.requests.push({
        endpoint: isToken ? 'token' : 'revocation',
        grant,
        refreshToken: refreshToken === undefined ? undefined : log.numberOf(refreshToken),
        status: given.status,
        error: given.status < 400 ? undefined : errorOf(given.body),
      })
      return given
    }
    case 'users/me': {
      const accepted = await product.accepts(incoming.headers.authorization?.replace(/^Bearer /, '') ?? '')
      if (isLate && !accepted) await log.late.promise
      log.requests.push({ endpoint: 'api', status: accepted ? 200 : 401 })
      return accepted ? json(200, { username: account }) : json(401, {}, { 'www-authenticate': 'Bearer' })
    }
    case 'control/requests':
      return json(200, log.requests)
    case 'control/answerLate':
      log.late.resolve()
      return json(200, {})
    default:
      return control(product, account, path)
  }
}

async function control(product: Control, user: string, path: string): Promise<Answer> {
  const changes: Record<string, (user: string) => Promise<void> | void> = {
    'control/expireAccessTokens': product.expireAccessTokens,
    'control/expireRefreshTokens': product.expireRefreshTokens,
    'control/revokeSessions': product.revokeSessions,
  }
  const change = changes[path]
  if (!change) return json(404, {})
  await change(user)
  return json(200, {})
}

async function read(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<Exchange> {
  const form = Object.fromEntries(new URLSearchParams(await text(incoming)))
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])
  incoming.url = `/${path}`
  return { form, headers: Object.fromEntries(headers), incoming, outgoing }
}

function errorOf(body: string): string | undefined {
  return body.startsWith('{') ? JSON.parse(body).error : undefined
}

function versionOf(name: string): string {
  const manifest = findPackageJSON(name, import.meta.url)
  if (manifest === undefined) throw new Error(`${name} is not installed`)
  return JSON.parse(readFileSync(manifest, 'utf8')).version
}
