/** Imports a package from where it is installed for the bench. Its type is what we say it is: see each peer. */
export type Load = <Module>(name: string) => Promise<Module>

/** What a peer is set up with. */
export interface Setup {
  readonly load: Load
  /** The server of tokens and of the API, on loopback: see `behaviour/server.ts`. */
  readonly origin: string
  /** Sends API requests, and token requests where the peer lets it. @default the peer's own */
  readonly fetch?: typeof fetch
  /** Where clients that share one session keep it. */
  readonly shared?: SharedSession
}

/** What two clients of one session share: a place for a text, or our own store. */
export interface SharedSession {
  text: string | undefined
  readonly store?: unknown
}

/** A peer at work. What it has no call for is left out. */
export interface Client {
  /** The access token, from memory as long as the peer thinks that it is good. */
  getToken?(signal?: AbortSignal): Promise<unknown>
  /** The headers that present the token. */
  headers?(): Promise<unknown>
  /** A GET with the token. */
  fetch?(url: string): Promise<unknown>
  /** One token request, with a secret. */
  signIn?(): Promise<unknown>
  /** Renews the token with the refresh token, whatever is in memory. */
  renew?(): Promise<unknown>
  /** Ends the session. */
  signOut?(): Promise<unknown>
}

export interface Peer {
  /** The package's name. */
  readonly name: string
  /** How it is set up, where it needs a word. */
  readonly note?: string
  open(setup: Setup): Promise<Client>
}

/** Secrets that no error should show. */
export const secrets = {
  username: 'someone@example.com',
  password: 'correct-horse-battery-staple',
  clientId: 'bench-client',
  clientSecret: 'client-secret-of-the-bench',
  refreshToken: 'first-refresh-token-of-the-bench',
} as const
