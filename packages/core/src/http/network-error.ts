// The connection was never made, so the request cannot have arrived.
// Names of Node (libuv, undici), Bun and Deno.
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
])

/** The platform's code for a failed connection, from the error or one of its causes. */
export function networkCode(error: unknown): string | undefined {
  let current = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    // Several addresses tried: AggregateError. Its parts share the reason, or the first is as good as any.
    if ('errors' in current && Array.isArray(current.errors) && current.errors.length > 0 && !('code' in current)) {
      current = current.errors[0]
      continue
    }
    if ('code' in current && typeof current.code === 'string' && /^[A-Za-z_]{3,40}$/.test(current.code))
      return current.code
    current = 'cause' in current ? current.cause : undefined
  }
  return undefined
}

/** Whether the request certainly never arrived. Unknown reasons count as "it may have". */
export function isUnsent(code: string | undefined): boolean {
  return code !== undefined && unsentCodes.has(code)
}
