/** The providers, by the names of their packages. */
export type ProviderName = 'meshy' | 'elasticpath' | 'gooru' | 'genlogs'

/** Time as the emulated servers see it. */
export interface EmulatorClock {
  /** Epoch milliseconds. */
  now(): number
}

/** One request to one provider, with the provider's prefix taken off. */
export interface Call {
  /** The original request; its body is already consumed. */
  request: Request
  method: string
  /**
   * For example `/acme/connect/token`: prefix removed, double slashes folded to one, trailing slash removed,
   * percent-encoding untouched.
   */
  path: string
  /** Which of the provider's hosts was asked. Providers with one host: always `auth`. */
  host: 'auth' | 'api'
  query: URLSearchParams
  headers: Headers
  /** The body as text. */
  text: string
  /** External URL of this host, for example `https://emulator.test/elasticpath`, to build links. */
  baseUrl: string
}

/** What a provider's emulation is made of. Endpoint names are what faults refer to. */
export interface ProviderEmulator {
  /** `token`, `revocation`, `resource`, ...; undefined when there is no such route. */
  endpoint(call: Call): string | undefined
  handle(endpoint: string, call: Call): Response | Promise<Response>
  /** This provider's 404. */
  notFound(call: Call): Response
  /** A failure of the provider itself, in the shape of its errors. */
  trouble(status: TroubleStatus): Response
  /** Makes every access token issued so far invalid, as an operator would. Refresh tokens stay. */
  revokeAccessTokens(): void
  /** The tokens it keeps, also some that have expired. */
  tokens(): readonly TokenRecord[]
  /** Ends one token: taken back, or as if its time had come. */
  endToken(token: string, how: TokenEnd): void
  /** Endpoints that it lacks as it is set up, and why. */
  readonly absentEndpoints?: Readonly<Record<string, string>>
}

/** How a token ends before its time. */
export type TokenEnd = 'revoke' | 'expire'

export type TroubleStatus = 429 | 500 | 503

/** A token as the provider keeps it. */
export interface TokenRecord {
  /** `client` is a token of an application. */
  kind: 'access' | 'refresh' | 'client'
  /** The username, e-mail address or client id it was issued to, or `anonymous`. */
  owner: string
  token: string
  /** When its life began, or was last prolonged by a use. */
  issuedAt: number
  expiresAt: number
}

export interface ProviderContext {
  clock: EmulatorClock
  random(): number
}
