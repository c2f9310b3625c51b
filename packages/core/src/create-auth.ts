import type { Adapter } from './adapter-contract.ts'
import type { Auth } from './auth.ts'
import { Client } from './client.ts'
import type { AuthOptions } from './options/auth-options.ts'
import { type ProviderUrls, resolveSettings } from './options/settings.ts'

/** Leads from an auth object to its client, also through a Proxy, in which frameworks wrap what they watch. */
const clientOf: unique symbol = Symbol('client')

interface Holder {
  readonly [clientOf]: () => Pick<Client<unknown, unknown>, 'status' | 'secrets' | 'settings' | 'source'>
}

// The same getter for all: with one for each, engines would keep each object as a slow dictionary.
const status: PropertyDescriptor = {
  enumerable: true,
  configurable: true,
  get(this: Holder) {
    return this[clientOf]().status
  },
}

/**
 * What no error may show of a client that {@link createAuth} made: what started its session, and what that holds. For
 * the calls of a provider that are not made in a flight of the session.
 */
export function knownSecrets(auth: object): Set<string> {
  return (auth as Partial<Holder>)[clientOf]?.().secrets() ?? new Set() // others have none that is known
}

/** What is behind an object that {@link createAuth} made. */
export function clientBehind(auth: object): Pick<Client<unknown, unknown>, 'settings' | 'source'> {
  return (auth as Holder)[clientOf]() // it was made here
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
  const client = new Client(adapter, resolveSettings(adapter, options, urls))
  // A computed name would cost each client a text.
  const settle = (): Promise<void> => client.settle()
  // Functions of its own, so that each can be passed on alone, and that copies of the object have them.
  const auth: Omit<Auth<Session, Credentials>, 'status'> = {
    signIn: (credentials, wait) => client.signIn(credentials, wait),
    session: (wait) => client.session(wait),
    getToken: (wait) => client.getToken(wait),
    headers: (url, wait) => client.headers(url, wait),
    fetch: (input, init) => client.requests.fetch(input, init),
    refresh: (wait) => client.refresh(wait),
    signOut: (wait) => client.signOut(wait),
    [Symbol.asyncDispose]: settle,
  }
  Object.defineProperty(auth, clientOf, { value: () => client })
  return Object.defineProperty(auth, 'status', status) as Auth<Session, Credentials> // complete with it
}
