/** Thrown for what a `fetch` gave instead of a Response. */
export class NotAResponse extends TypeError {}

/**
 * The Response that a `fetch` has resolved to.
 *
 * @param caller - Who is named in the error for anything else.
 */
export function checkResponse(response: unknown, caller: string): Response {
  if (isResponse(response)) return response
  const given = response === null ? 'null' : typeof response
  throw new NotAResponse(`${caller}: \`fetch\` must resolve to a Response, with status, headers and body, not ${given}`)
}

/** Those of other libraries count as well. */
function isResponse(value: unknown): value is Response {
  if (typeof value !== 'object' || value === null) return false
  const { status, headers, body, text } = value as Partial<Record<keyof Response, unknown>> // each is checked here
  const readable = typeof text === 'function' || body === null || typeof body === 'object'
  return typeof status === 'number' && typeof Object(headers).get === 'function' && readable
}

/** Frees the connection of an answer that nobody reads. */
export function discard({ body }: Response): void {
  // That of node-fetch is a stream of Node.
  if (body && 'destroy' in body && typeof body.destroy === 'function') body.destroy()
  else body?.cancel().catch(() => {})
}
