import type { ServerResponse } from 'node:http'

/** What the page and the admin API answer with. */
export interface Reply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

export function jsonReply(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(value) }
}

export function refusal(status: number, error: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return jsonReply(status, { error }, headers)
}

/** Other pages can neither embed nor read it, and nothing keeps it. */
export function sendReply(outgoing: ServerResponse, { status, headers = {}, body }: Reply, isHead: boolean): void {
  const bytes = Buffer.from(body ?? '')
  outgoing.writeHead(status, {
    ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
    ...{ 'cross-origin-resource-policy': 'same-origin', 'cross-origin-opener-policy': 'same-origin' },
    ...(status === 204 ? {} : { 'content-length': String(bytes.length) }),
    ...headers,
  })
  outgoing.end(isHead ? undefined : bytes)
}
