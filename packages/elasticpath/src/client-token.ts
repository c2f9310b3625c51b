import { type Companion, createCompanion, isAuthError } from '@auth/core/adapter'
import { ClientAdapter } from './client-adapter.ts'
import { checkClientToken, type ElasticPathAuthOptions } from './options.ts'

/** The token of the application, which every request carries beside the account's. */
export interface ClientTokens {
  /** The token, where nothing has to be waited for. */
  ready(signal: AbortSignal): string | undefined
  get(signal: AbortSignal): Promise<string>
  /** Replaces a rejected token. `false` if there is no other, because it was given as a string. */
  replace(rejected: string, signal: AbortSignal): Promise<boolean>
}

/** @param auth - Of the member. */
export function createClientTokens(options: ElasticPathAuthOptions, auth: () => object): ClientTokens {
  const { clientToken } = options
  if (clientToken === undefined) return new FetchedTokens(options, auth)
  if (typeof clientToken === 'string') {
    return { ready: () => clientToken, get: async () => clientToken, replace: async () => false }
  }
  return {
    ready: () => undefined,
    get: async (signal) => checkClientToken(await clientToken({ signal })),
    replace: async (rejected, signal) => checkClientToken(await clientToken({ signal, rejected })) !== rejected,
  }
}

// A class: there may be one for each of many people.
class FetchedTokens implements ClientTokens {
  readonly #options: ElasticPathAuthOptions
  readonly #auth: () => object
  #companion: Companion | undefined

  constructor(options: ElasticPathAuthOptions, auth: () => object) {
    this.#options = options
    this.#auth = auth
  }

  ready(signal: AbortSignal): string | undefined {
    return this.#companion?.ready(signal)?.token.value
  }

  async get(signal: AbortSignal): Promise<string> {
    return (await this.#open().get(signal)).token.value
  }

  async replace(rejected: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#open().refresh(rejected, signal)
      return true
    } catch (error) {
      // The API rejects new tokens too: its own response says more.
      if (isAuthError(error, 'cooling_down')) return false
      throw error
    }
  }

  #open(): Companion {
    this.#companion ??= createCompanion(this.#auth(), new ClientAdapter(this.#options, this.#auth))
    return this.#companion
  }
}
