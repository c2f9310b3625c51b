import type { Adapter } from './adapter-contract.ts'
import type { Auth, GetTokenOptions } from './auth.ts'
import { type AuthenticatedFetch, createAuthenticatedFetch } from './fetch/authenticated-fetch.ts'
import type { AuthOptions } from './options/auth-options.ts'
import { type ProviderUrls, resolveSettings } from './options/settings.ts'
import { refuseCredentials } from './session/acquire.ts'
import { TokenSource } from './session/source.ts'
import type { Settings } from './settings.ts'
import type { Token } from './token/token.ts'

const secretsByClient = new WeakMap<object, () => Set<string>>()

/**
 * What no error may show of a client that {@link createAuth} made: what started its session, and what that holds. For
 * the calls of a provider that are not made in a flight of the session.
 */
export function knownSecrets(auth: object): Set<string> {
  return secretsByClient.get(auth)?.() ?? new Set()
}

/**
 * Makes the object that users work with, from a provider's adapter.
 *
 * @throws {TypeError} for a wrong option
 * @throws {AuthError} `insecure_url` for a base URL without TLS
 */
export function createAuth<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  options: AuthOptions<Credentials>,
  urls: ProviderUrls,
): Auth<Session, Credentials> {
  const settings = resolveSettings(adapter, options, urls)
  if (settings.credentials !== undefined && typeof settings.credentials !== 'function') {
    // A function was ruled out; TypeScript cannot narrow a type parameter that might be one.
    const configured = settings.credentials as Credentials
    adapter.checkCredentials(configured)
    const problem = adapter.refuseCredentials?.(configured)
    if (problem !== undefined) throw new TypeError(`@auth/${adapter.name}: \`credentials\`: ${problem}`)
  }
  const source = new TokenSource(adapter, settings)
  let made: AuthenticatedFetch | undefined
  const requests = (): AuthenticatedFetch => {
    // At the first use: an application may have a client for each of many people.
    made ??= createAuthenticatedFetch(adapter, settings, source)
    return made
  }
  const getToken = async ({ signal, minValidityMs = 0 }: GetTokenOptions): Promise<Token> => {
    if (!(minValidityMs >= 0)) {
      throw new TypeError(`@auth/${adapter.name}: \`minValidityMs\` must be a number of milliseconds, 0 or more`)
    }
    return (await source.get(signal, minValidityMs)).token
  }
  const auth: Auth<Session, Credentials> = {
    async signIn(credentials, { signal } = {}) {
      if (credentials !== undefined) {
        checkGiven(adapter, settings, credentials)
        // Before the session that there is gives way.
        refuseCredentials(adapter, credentials)
      }
      return (await source.signIn(credentials, signal)).facts.session
    },
    async session({ signal } = {}) {
      return (await source.peek(signal)).facts.session
    },
    getToken(wait) {
      if (wait?.minValidityMs !== undefined) return getToken(wait)
      const ready = source.ready(wait?.signal)
      return ready ? Promise.resolve(ready.token) : source.get(wait?.signal).then(tokenOf)
    },
    async headers(url, { signal } = {}) {
      return requests().headers(url, signal)
    },
    fetch: (input, init) => requests().fetch(input, init),
    async refresh({ rejected, signal } = {}) {
      return (await source.refresh(rejected, signal)).token
    },
    signOut: ({ signal } = {}) => source.signOut(signal),
    get status() {
      return source.status
    },
    [Symbol.asyncDispose]: () => source.settle(),
  }
  secretsByClient.set(auth, () => source.secrets())
  return auth
}

function tokenOf({ token }: { readonly token: Token }): Token {
  return token
}

/** Refuses credentials of the wrong shape, and those of somebody whose session would be taken for another's. */
function checkGiven<Credentials, Session>(
  adapter: Adapter<Credentials, Session>,
  settings: Settings<Credentials>,
  credentials: Credentials,
): void {
  adapter.checkCredentials(credentials)
  if (settings.privateStore || settings.identity !== undefined) return
  // The session is stored under the name of the configured credentials: a client made later would take it for theirs.
  const configured = settings.credentials as Credentials // without `identity`, a store is refused for a callback
  if (adapter.identity(credentials) === adapter.identity(configured)) return
  throw new TypeError(
    `@auth/${adapter.name}: \`identity\` must be given to sign in somebody else than \`credentials\` on a \`store\``,
  )
}
