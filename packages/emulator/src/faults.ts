import type { ProviderName } from './contract.ts'
import { json } from './http.ts'

export type FaultKind =
  | 'refuse'
  | 'reset'
  | 'stall'
  | 'truncate'
  | 'html'
  | 'rate-limit'
  | ((request: Request) => Response | Promise<Response>)

/** Something that goes wrong on demand. */
export interface Fault {
  provider: ProviderName
  /**
   * The endpoint, for example `token`.
   * @default any
   */
  endpoint?: string
  /**
   * How many requests it hits. `Infinity`: until `reset()`.
   * @default 1
   */
  times?: number
  /**
   * - `refuse`: nothing listens; the request does not arrive (TypeError with cause ECONNREFUSED).
   * - `reset`: the request is handled and the answer lost (TypeError with cause ECONNRESET).
   * - `stall`: no answer until the caller aborts.
   * - `truncate`: the request is handled and the second half of the body lost.
   * - `html`: a proxy's error page, with status 500.
   * - `rate-limit`: status 429 as this provider sends it.
   * - a function makes the answer itself; the provider does not see the request.
   */
  kind: FaultKind
}

export interface FaultQueue {
  add(fault: Fault): void
  /** The first fault that fits, counted as used. */
  take(provider: ProviderName, endpoint: string | undefined): FaultKind | undefined
  clear(): void
}

export function createFaultQueue(): FaultQueue {
  let faults: (Fault & { left: number })[] = []
  return {
    add: (fault) => {
      faults.push({ ...fault, left: fault.times ?? 1 })
    },
    take: (provider, endpoint) => {
      const fault = faults.find(
        (fault) => fault.provider === provider && (fault.endpoint === undefined || fault.endpoint === endpoint),
      )
      if (fault === undefined) return undefined
      fault.left -= 1
      if (fault.left <= 0) faults = faults.filter((other) => other !== fault)
      return fault.kind
    },
    clear: () => {
      faults = []
    },
  }
}

/** Fails the way Node's fetch does. */
export function networkError(code: 'ECONNREFUSED' | 'ECONNRESET' | 'ENOTFOUND', host: string): TypeError {
  const text = {
    ECONNREFUSED: 'connect ECONNREFUSED',
    ECONNRESET: 'read ECONNRESET',
    ENOTFOUND: 'getaddrinfo ENOTFOUND',
  }
  return new TypeError('fetch failed', { cause: Object.assign(new Error(`${text[code]} ${host}`), { code }) })
}

/** None of the providers documents a Retry-After header. Only Elastic Path documents the body. */
export function rateLimited(provider: ProviderName): Response {
  return json(
    429,
    {
      meshy: { message: 'API limit reached' },
      elasticpath: { errors: [{ status: 429, title: 'Too Many Requests' }] },
      gooru: { message: 'Too many requests' },
      genlogs: { detail: 'Too Many Requests' },
    }[provider],
  )
}

export function htmlError(): Response {
  const page = '<!doctype html><html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>'
  return new Response(page, { status: 500, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** The headers still promise the whole body. */
export async function truncated(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.set('content-length', String(bytes.length))
  const half = bytes.length === 0 ? null : bytes.slice(0, Math.floor(bytes.length / 2))
  return new Response(half, { status: response.status, headers })
}
