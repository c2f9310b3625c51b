import type { Adapter } from './adapter-contract.ts'
import { clientBehind } from './create-auth.ts'
import type { Channel } from './http/channel.ts'
import { ClientSettings } from './options/settings.ts'
import { TokenSource } from './session/source.ts'
import type { Settings } from './settings.ts'
import type { Token } from './token/token.ts'

/** Keeps a token that goes along with the session of a client. */
export interface Companion {
  /** The token in memory, where nothing has to be waited for: the way of nearly every call. */
  ready(signal: AbortSignal): { readonly token: Token } | undefined
  /** As `getToken` of a client. */
  get(signal: AbortSignal): Promise<{ readonly token: Token }>
  /** As `refresh` of a client. */
  refresh(rejected: string, signal: AbortSignal): Promise<{ readonly token: Token }>
}

/**
 * Makes what keeps another token beside the session of a client, such as that of the application itself: with the options
 * of the client, and in memory, since a store is for the sessions of people. Who disposes of the client waits for it too.
 *
 * @param auth - What `createAuth` made.
 * @param adapter - How the token is got. Its `signIn` is given empty credentials.
 */
export function createCompanion(auth: object, adapter: Adapter<unknown, undefined>): Companion {
  const { settings, source } = clientBehind(auth)
  return new TokenSource(adapter, new CompanionSettings(adapter, settings), source.background)
}

const none = {}

class CompanionSettings extends ClientSettings<unknown> {
  readonly #client: Settings<unknown>

  constructor(adapter: Adapter<unknown, undefined>, client: ClientSettings<unknown>) {
    super(adapter, client.options, client)
    this.#client = client
  }

  override get credentials(): object {
    return none
  }

  override get store(): undefined {
    return undefined
  }

  override get channel(): Channel {
    return this.#client.channel
  }
}
