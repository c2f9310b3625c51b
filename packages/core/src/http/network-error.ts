import { NotAResponse } from './call-fetch.ts'

/** The code of a request that was not sent, since what sends it could not be loaded. */
export const notLoaded = 'MODULE_NOT_LOADED'

// The connection was never made, so the request cannot have arrived.
// Names of Node (libuv, undici), Bun and Deno.
const unsentCodes = [
  notLoaded,
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
]

// Sockets, DNS and TLS, as Node, undici, node-fetch, axios and Bun name them.
const networkCodes =
  /^(E(CONN|AI_|HOST|NET|ADDR|PROTO|PIPE)|ENOT(FOUND|CONN)|\w*TIMEDOUT|UND_ERR|ERR_(NETWORK|SSL|TLS|SOCKET|HTTP2|STREAM_PREM)|HPE_|Connection|FailedTo)/

// https://nodejs.org/api/tls.html#x509-certificate-error-codes
const certificateCodes = /CERT|^(UNABLE_TO|CRL)_|^INVALID_(CA|PURPOSE)$|^(HOSTNAME_M|PATH_LENGTH_)/

// zlib, zstd and Brotli in Node, and Bun's names for them.
const decodingCodes = /^(Z_|ERR__ERROR_|zstd|zlib|brotli)/i

const networkErrorNames = /^(Network|Timeout|Abort|Fetch)Error$/

// In order: Node, Chromium and Safari; Node; Firefox and axios, workerd, React Native; Bun; Safari; workerd; Deno.
const networkMessages =
  /^ ?((fetch failed|failed to fetch|load failed)($|:| \()|terminated$|(a )?network ?(error|connection lost|request failed)|unable to connect\.|the internet connection|internal error;|error sending request)/i

/** The platform's most precise code for a failed connection, from the error or one of its causes. */
export function networkCode(error: unknown): string | undefined {
  let found: string | undefined
  let current = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    const { code, errors, cause } = current as Readonly<Record<string, unknown>> // each is checked here
    if (typeof code === 'string' && /^([A-Za-z_]{3,40}|[A-Z]+_\w{1,36})$/.test(code)) found = code
    // Several addresses tried: AggregateError. Its parts share the reason, or the first is as good as any.
    current = Array.isArray(errors) ? errors[0] : cause
  }
  return found
}

/**
 * Whether what a `fetch` threw says that the network failed. Anything else is a mistake of whoever wrote that `fetch`,
 * or their way to say something to a framework.
 *
 * @param isPlatform - Whether it is the platform's own `fetch`, which calls every failure a TypeError.
 * @see https://fetch.spec.whatwg.org/#fetch-method
 */
export function isNetworkError(error: unknown, isPlatform: boolean): boolean {
  if (typeof error !== 'object' || error === null) return false
  const { name, message } = error as Readonly<Record<string, unknown>> // each is made a text here
  if (isPlatform && name === 'TypeError') return !(error instanceof NotAResponse)
  if (networkErrorNames.test(`${name}`) || networkMessages.test(`${message}`)) return true
  const code = networkCode(error) ?? ''
  return networkCodes.test(code) || certificateCodes.test(code)
}

/** Whether the request certainly never arrived. Unknown reasons count as "it may have". */
export function isUnsent(code: string | undefined): boolean {
  return unsentCodes.includes(code ?? '')
}

/** Whether a certificate was refused, by us or by the server: the next try would end alike. */
export function isCertificateError(code: string | undefined): boolean {
  return certificateCodes.test(code ?? '')
}

/** Whether a body is not what its `content-encoding` says. */
export function isDecodingError(error: unknown): boolean {
  return decodingCodes.test(networkCode(error) ?? '')
}
