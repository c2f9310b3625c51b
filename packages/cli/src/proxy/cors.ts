import type { IncomingMessage, ServerResponse } from 'node:http'

/** Says to a browser that a page of an origin that was allowed may read the answer. */
export function corsHeaders({ headers }: IncomingMessage): string[] {
  const { origin } = headers
  return origin === undefined ? [] : ['Access-Control-Allow-Origin', origin, 'Vary', 'Origin']
}

/** Answers what a browser asks before a request that is not simple. `false`: it is no such question. */
export function answerPreflight(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const { method, headers } = incoming
  const wanted = headers['access-control-request-method']
  if (method !== 'OPTIONS' || wanted === undefined || headers.origin === undefined) return false
  outgoing.writeHead(204, [
    ...corsHeaders(incoming),
    ...['Access-Control-Allow-Methods', wanted],
    ...['Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? '*'],
    ...['Access-Control-Max-Age', '600'],
  ])
  outgoing.end()
  return true
}
