import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ProxyParts } from './parts.ts'

/** Answers under the proxy's own path: its health, and its metrics. `false`: the request is for the API. */
export function answerOwnPage(
  { auth, metrics }: ProxyParts,
  ownPath: string,
  { url = '' }: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  const path = url.split('?', 1)[0] ?? ''
  if (path !== ownPath && !path.startsWith(`${ownPath}/`)) return false
  const name = path.slice(ownPath.length + 1)
  if (name === 'health') {
    const { status } = auth
    // A session that is empty or expired is renewed by the next request.
    const isHealthy = status !== 'reauth-required' && status !== 'cooling-down'
    outgoing.writeHead(isHealthy ? 200 : 503, ['Content-Type', 'application/json', 'Cache-Control', 'no-store'])
    outgoing.end(`${JSON.stringify({ status })}\n`)
  } else if (name === 'metrics') {
    outgoing.writeHead(200, ['Content-Type', 'text/plain; version=0.0.4; charset=utf-8'])
    outgoing.end(metrics.format(auth))
  } else {
    outgoing.writeHead(404, ['Content-Type', 'text/plain'])
    outgoing.end(`${ownPath}/health and ${ownPath}/metrics are here\n`)
  }
  return true
}
