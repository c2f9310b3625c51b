import type { ProviderName } from './contract.ts'

/** What goes wrong: see the member `kind` of {@link Fault}. */
export type FaultKind =
  | 'refuse'
  | 'reset'
  | 'stall'
  | 'truncate'
  | 'html'
  | 'rate-limit'
  | 'server-error'
  | 'unavailable'
  | ((request: Request) => Response | Promise<Response>)

/** Something that goes wrong on demand. */
export interface Fault {
  /** Whose requests it hits. */
  provider: ProviderName
  /**
   * The endpoint, for example `token`.
   * @default any
   */
  endpoint?: string
  /**
   * How many requests it hits. `Infinity`: until `reset()`.
   * @default 1, or Infinity with `probability`
   */
  times?: number
  /**
   * The probability, above 0 and up to 1, that it hits a matching request. Drawn from the emulator's option `random`.
   * @default 1
   */
  probability?: number
  /**
   * - `refuse`: nothing listens; the request does not arrive (TypeError with cause ECONNREFUSED).
   * - `reset`: the request is handled and the answer lost (TypeError with cause ECONNRESET).
   * - `stall`: no answer until the caller aborts.
   * - `truncate`: the request is handled and the second half of the body lost.
   * - `html`: a proxy's error page, with status 500.
   * - `rate-limit`: status 429 as this provider sends it.
   * - `server-error`: status 500 as this provider sends it.
   * - `unavailable`: status 503 in the shape of this provider's errors.
   * - a function makes the answer itself; the provider does not see the request.
   */
  kind: FaultKind
  /**
   * `Retry-After` of `rate-limit` and `unavailable`: seconds, or an HTTP date. No provider documents one.
   * @default none
   */
  retryAfter?: number | string
}

/** A fault that has not been used up. */
export interface PendingFault {
  readonly fault: Fault
  /** How many requests it will still hit. */
  readonly left: number
}

export interface FaultQueue {
  /**
   * Throws a TypeError for a fault that could never hit: another one takes all of its requests, or its endpoint is
   * among those that are absent.
   */
  add(fault: Fault, absent?: Readonly<Record<string, string>>): void
  pending(): readonly PendingFault[]
  /** The first fault that matches and hits, counted as used. */
  take(provider: ProviderName, endpoint: string | undefined): Fault | undefined
  clear(): void
}

export function createFaultQueue(random: () => number): FaultQueue {
  let faults: { fault: Fault; left: number }[] = []
  const hits = ({ probability = 1 }: Fault): boolean => probability === 1 || random() < probability
  return {
    add: (fault, absent = {}) => {
      const { provider, endpoint } = fault
      const why = endpoint === undefined || !Object.hasOwn(absent, endpoint) ? undefined : absent[endpoint]
      if (why !== undefined) throw new TypeError(`@auth/emulator: ${provider} has no ${endpoint} here: ${why}`)
      const first = faults.find((entry) => takesAll(entry, fault))?.fault
      if (first !== undefined) {
        throw new TypeError(
          `@auth/emulator: this fault could never hit: ${describeFault(first)} takes all of its requests; clear the faults first`,
        )
      }
      const always = fault.probability === undefined
      faults.push({ fault: { ...fault }, left: fault.times ?? (always ? 1 : Number.POSITIVE_INFINITY) })
    },
    take: (provider, endpoint) => {
      const entry = faults.find(
        ({ fault, left }) =>
          left > 0 &&
          fault.provider === provider &&
          (fault.endpoint === undefined || fault.endpoint === endpoint) &&
          hits(fault),
      )
      if (entry === undefined) return undefined
      entry.left -= 1
      faults = faults.filter(({ left }) => left > 0)
      return entry.fault
    },
    pending: () => faults,
    clear: () => {
      faults = []
    },
  }
}

function takesAll({ fault, left }: PendingFault, later: Fault): boolean {
  return (
    left === Number.POSITIVE_INFINITY &&
    (fault.probability ?? 1) === 1 &&
    fault.provider === later.provider &&
    (fault.endpoint === undefined || fault.endpoint === later.endpoint)
  )
}

function describeFault({ provider, endpoint, kind }: Fault): string {
  const name = typeof kind === 'function' ? 'an answer of your own' : kind
  return `${name} for ${provider}${endpoint === undefined ? '' : `, ${endpoint}`}, without end,`
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

export function htmlError(): Response {
  const page = '<!doctype html><html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>'
  return new Response(page, { status: 500, headers: { 'content-type': 'text/html; charset=utf-8' } })
}

/** The same answer with a `Retry-After` header. */
export function withRetryAfter(response: Response, retryAfter: number | string | undefined): Response {
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
  return response
}

/** The headers still promise the whole body. */
export async function truncated(response: Response): Promise<Response> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const headers = new Headers(response.headers)
  headers.set('content-length', String(bytes.length))
  const half = bytes.length === 0 ? null : bytes.slice(0, Math.floor(bytes.length / 2))
  return new Response(half, { status: response.status, headers })
}
