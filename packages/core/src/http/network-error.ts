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
    const { code, errors, cause } = current as Readonly<Record<string, unknown>> // each is checked here
    if (typeof code === 'string' && /^[A-Za-z_]{3,40}$/.test(code)) return code
    // Several addresses tried: AggregateError. Its parts share the reason, or the first is as good as any.
    current = Array.isArray(errors) ? errors[0] : cause
  }
  return undefined
}

/** Whether the request certainly never arrived. Unknown reasons count as "it may have". */
export function isUnsent(code: string | undefined): boolean {
  return unsentCodes.has(code ?? '')
}
