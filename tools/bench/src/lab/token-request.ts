import type { IncomingMessage } from 'node:http'

/** A token request, as it arrived. */
export interface TokenRequest {
  /** On a clock that is never set back, in milliseconds. */
  readonly atMs: number
  readonly path: string
  readonly refreshToken: string | undefined
  /** Everything that it carried: URL, headers and body. */
  readonly text: string
}

export async function readTokenRequest(request: IncomingMessage): Promise<TokenRequest> {
  const atMs = performance.now()
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  const path = request.url ?? ''
  return {
    atMs,
    path,
    refreshToken: new URLSearchParams(body).get('refresh_token') ?? undefined,
    text: [path, JSON.stringify(request.headers), decodeURIComponent(body.replaceAll('+', ' '))].join('\n'),
  }
}
