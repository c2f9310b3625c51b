import type { HeaderReader } from './response-headers.ts'
import type { Schema } from './shape.ts'
import type { ParameterWriter } from './styles.ts'

/** One call of a provider's API, as the spec describes it. Written by the generator. */
export interface Operation {
  /** The `operationId` of the spec. */
  readonly id: string
  /** The HTTP method. */
  readonly method: string
  /** Path below the base URL, with `{name}` for path parameters. */
  readonly path: string
  /** Content types that its answers have, as `Accept` has them. Without it: `application/json`. */
  readonly accept?: string
  /**
   * Parameters of path, query, headers and cookies, by their names on the wire. `from` names the member of the request
   * that holds one, where it has another name. A cookie is put where it belongs by its writer.
   */
  readonly parameters?: ReadonlyArray<
    { readonly name: string; readonly from?: string; readonly secret?: true } & (
      | { readonly in: 'path' | 'query' | 'header'; readonly write?: ParameterWriter }
      | { readonly in: 'cookie'; readonly write: ParameterWriter }
    )
  >
  /** Credentials in headers or query. `from` names the member of the request that holds them. */
  readonly security?: ReadonlyArray<
    | { readonly type: 'basic'; readonly from: string }
    | { readonly type: 'bearer'; readonly from: string }
    | { readonly type: 'header' | 'query'; readonly name: string; readonly from: string }
  >
  /** How the request body is written: as `type` has it, or by `write`. */
  readonly body?: {
    readonly type: 'json' | 'form'
    readonly schema: Schema<unknown>
    /** Where it is not that of `type`. */
    readonly contentType?: string
    readonly write?: (value: unknown) => string
  }
  /** Reads the response headers that are documented. */
  readonly readHeaders?: HeaderReader
  /** By status (`200`), range (`4XX`) or `default`. `undefined`: no body is documented. */
  readonly responses: { readonly [status: string]: Schema<unknown> | undefined }
}

/** When a failed request may be sent again. */
export type RetryRule =
  /** After a network failure and the statuses 408, 429, 500, 502, 503 and 504. For requests that do no harm twice. */
  | 'repeatable'
  /** As `repeatable`, but not after a 500. */
  | 'repeatable-except-500'
  /** Only when the request cannot have arrived, and after 429 and 503. For requests that spend a refresh token. */
  | 'unsent'
  /** Never. For one-time codes. */
  | 'never'

/** Options of every generated operation. */
export interface CallOptions {
  /** Aborts the call. It then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /**
   * When the request may be sent again, at most three times in all.
   *
   * @default 'never'
   */
  readonly retry?: RetryRule | undefined
  /**
   * Where this call goes, for an operation that its document serves elsewhere than the others.
   *
   * @default the transport's own
   * @throws {AuthError} `insecure_url` for a base URL without TLS
   */
  readonly baseUrl?: string | undefined
}

/** Facts about a response beside its body. */
export interface Exchange {
  /** The status that was sent. */
  readonly status: number
  /** When the request that brought this response was sent. */
  readonly sentAt: Instant
  /** The response's `Date`, in epoch milliseconds, where it could be seen. */
  readonly serverTime: number | undefined
  /** The provider's name for this exchange (`x-request-id` and its like), for support. */
  readonly requestId: string | undefined
  /** What `Retry-After` asks for, in milliseconds from now. */
  readonly retryAfterMs: number | undefined
  /** How often the request was sent. */
  readonly attempts: number
}

/** One moment on both clocks. */
export interface Instant {
  /** Epoch milliseconds. It jumps when the clock is set. */
  readonly wall: number
  /** Milliseconds since some start. It never goes back, but may stand still while the machine sleeps. */
  readonly monotonic: number
}

/** An answer whose status the spec describes. */
export interface Documented<Status, Data> {
  /** As in the spec: a number, a range like `'4XX'`, or `'default'`. */
  readonly status: Status
  /** The status that was sent. */
  readonly code: number
  /** The body. With an error status it is `undefined` when it is empty or does not match its schema. */
  readonly data: Data
  /** The start of an error's textual body, without secrets: at most 200 characters. Empty where there is none. */
  readonly text: string
  /** Facts about the response beside its body. */
  readonly exchange: Exchange
}

/** An answer whose status the spec does not describe. */
export interface Undocumented {
  /** Tells it from documented answers. */
  readonly status: 'undocumented'
  /** The status that was sent. */
  readonly code: number
  /** Never there: nothing says what the body means. */
  readonly data: undefined
  /** The start of a textual body, without secrets: at most 200 characters. Empty where there is none. */
  readonly text: string
  /** Facts about the response beside its body. */
  readonly exchange: Exchange
}

/** What carries operations: {@link createTransport} makes one. */
export type Transport = <Result>(operation: Operation, request: object, options?: CallOptions) => Promise<Result>

/** Where a spec says that its operations are served. */
export interface Server {
  /** The base URL, with `{name}` for variables. */
  readonly url: string
  /** What may stand in for each variable. */
  readonly variables: { readonly [name: string]: { readonly default?: string; readonly enum?: readonly string[] } }
}

/**
 * Fills in the variables of a server's URL. Those not given have their default.
 *
 * @throws {TypeError} for a variable that has none, such as the name of a customer
 */
export function serverUrl(server: Server, values: { readonly [name: string]: string | undefined } = {}): string {
  return server.url.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name] ?? server.variables[name]?.default
    if (value === undefined) throw new TypeError(`\`${name}\` of ${server.url} must be given`)
    return value
  })
}
