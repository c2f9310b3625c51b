import type { Adapter } from '../adapter-contract.ts'
import type { Settings } from '../settings.ts'
import type { CachedSession } from './cached-session.ts'

const none: readonly string[] = []

/** What no error of a session may show, whichever request it is about. */
export class SessionSecrets<Credentials, Session> {
  readonly #adapter: Pick<Adapter<Credentials, Session>, 'secrets' | 'secretsOf' | 'namesIn' | 'identity'>
  readonly #settings: Settings<Credentials>
  /** Whom the session is for that `signIn` or the `credentials` callback started. Passwords are not kept. */
  #names = none
  /** Whom they were for the last time, whatever came of it. */
  #lastNames = none

  constructor(adapter: Adapter<Credentials, Session>, settings: Settings<Credentials>) {
    this.#adapter = adapter
    this.#settings = settings
  }

  /** All that is known, with what a session holds. */
  collect(previous: CachedSession<Session> | undefined): Set<string> {
    const { channel, credentials } = this.#settings
    const all = new Set([
      ...channel.privateValues,
      ...(this.#adapter.secrets ?? []),
      ...this.#names,
      ...this.#lastNames,
    ])
    if (credentials !== undefined && typeof credentials !== 'function') this.#add(credentials as Credentials, all)
    if (!previous) return all
    const { accessToken, refreshToken, session } = previous.facts
    for (const text of [accessToken, refreshToken, ...(this.#adapter.namesIn?.(session) ?? [])]) if (text) all.add(text)
    return all
  }

  /** Adds those of credentials that somebody has just given, and keeps the names. */
  learn(credentials: Credentials, secrets: Set<string>): void {
    this.#lastNames = this.#add(credentials, secrets)
  }

  /** The credentials have started the session: whom it was for before does not matter any more. */
  noteSession(): void {
    this.#names = this.#lastNames
  }

  #add(credentials: Credentials, secrets: Set<string>): readonly string[] {
    const adapter = this.#adapter
    const { names, others } = adapter.secretsOf?.(credentials) ?? {
      names: [adapter.identity(credentials)],
      others: Object.values(credentials ?? {}),
    }
    for (const text of [...names, ...others]) if (typeof text === 'string') secrets.add(text)
    return names
  }
}
