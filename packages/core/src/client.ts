import type { Adapter } from './adapter-contract.ts'
import type { AuthStatus, GetTokenOptions, RefreshOptions } from './auth.ts'
import { type AuthenticatedFetch, createAuthenticatedFetch } from './fetch/authenticated-fetch.ts'
import type { ClientSettings } from './options/settings.ts'
import { refuseCredentials } from './session/acquire.ts'
import { TokenSource } from './session/source.ts'
import type { Token } from './token/token.ts'

interface Wait {
  readonly signal?: AbortSignal | undefined
}

/** What is behind the object that users work with. An application may have one for each of many people. */
export class Client<Credentials, Session> {
  readonly #adapter: Adapter<Credentials, Session>
  readonly #settings: ClientSettings<Credentials>
  #source: TokenSource<Credentials, Session> | undefined
  #requests: AuthenticatedFetch | undefined

  /** @throws {TypeError} for wrong credentials in the options */
  constructor(adapter: Adapter<Credentials, Session>, settings: ClientSettings<Credentials>) {
    this.#adapter = adapter
    this.#settings = settings
    if (settings.credentials === undefined || typeof settings.credentials === 'function') return
    // A function was ruled out; TypeScript cannot narrow a type parameter that might be one.
    const configured = settings.credentials as Credentials
    adapter.checkCredentials(configured)
    const problem = adapter.refuseCredentials?.(configured)
    if (problem !== undefined) throw new TypeError(`@auth/${adapter.name}: \`credentials\`: ${problem}`)
  }

  get settings(): ClientSettings<Credentials> {
    return this.#settings
  }

  get source(): TokenSource<Credentials, Session> {
    this.#source ??= new TokenSource(this.#adapter, this.#settings)
    return this.#source
  }

  get requests(): AuthenticatedFetch {
    this.#requests ??= createAuthenticatedFetch(this.#adapter, this.#settings, this.source)
    return this.#requests
  }

  get status(): AuthStatus {
    return this.source.status
  }

  async signIn(credentials: Credentials | undefined, { signal }: Wait = {}): Promise<Session> {
    if (credentials !== undefined) {
      this.#checkGiven(credentials)
      // Before the session that there is gives way.
      refuseCredentials(this.#adapter, credentials)
    }
    return (await this.source.signIn(credentials, signal)).facts.session
  }

  async session({ signal }: Wait = {}): Promise<Session> {
    return (await this.source.peek(signal)).facts.session
  }

  getToken(wait?: GetTokenOptions): Promise<Token> {
    if (wait?.minValidityMs !== undefined) return this.#getLastingToken(wait)
    const ready = this.source.ready(wait?.signal)
    return ready ? Promise.resolve(ready.token) : this.source.get(wait?.signal).then(tokenOf)
  }

  headers(url: string | URL | undefined, { signal }: Wait = {}): Promise<Record<string, string>> {
    return this.requests.headers(url, signal)
  }

  async refresh({ rejected, signal }: RefreshOptions = {}): Promise<Token> {
    return (await this.source.refresh(rejected, signal)).token
  }

  signOut({ signal }: Wait = {}): Promise<void> {
    return this.source.signOut(signal)
  }

  async settle(): Promise<void> {
    await this.#source?.settle()
  }

  secrets(): Set<string> {
    return this.source.secrets()
  }

  async #getLastingToken({ signal, minValidityMs = 0 }: GetTokenOptions): Promise<Token> {
    if (!(minValidityMs >= 0)) {
      throw new TypeError(`@auth/${this.#adapter.name}: \`minValidityMs\` must be a number of milliseconds, 0 or more`)
    }
    return (await this.source.get(signal, minValidityMs)).token
  }

  /** Refuses credentials of the wrong shape, and those of somebody whose session would be taken for another's. */
  #checkGiven(credentials: Credentials): void {
    const adapter = this.#adapter
    const settings = this.#settings
    adapter.checkCredentials(credentials)
    if (!settings.store || settings.identity !== undefined) return
    // The session is stored under the name of the configured credentials: a client made later would take it for theirs.
    const configured = settings.credentials as Credentials // without `identity`, a store is refused for a callback
    if (adapter.identity(credentials) === adapter.identity(configured)) return
    throw new TypeError(
      `@auth/${adapter.name}: \`identity\` must be given to sign in somebody else than \`credentials\` on a \`store\``,
    )
  }
}

function tokenOf({ token }: { readonly token: Token }): Token {
  return token
}
