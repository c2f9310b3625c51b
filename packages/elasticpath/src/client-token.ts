import type { Auth, AuthEvent, Token } from '@auth/core'
import {
  type Adapter,
  type AdapterContext,
  createAuth,
  isAuthError,
  type Lifetime,
  type PresentedHeaders,
  type StoredTokenSet,
  type TokenSet,
  type Verdict,
} from '@auth/core/adapter'
import { describeErrors } from './errors.ts'
import { createClientToken } from './generated/operations.ts'
import type { ClientTokenRequest as ClientTokenBody, ClientTokenData } from './generated/schemas.ts'
import { checkClientToken, type ElasticPathAuthOptions } from './options.ts'

const credentialHeaders = ['authorization']

/** The token of the application, which every request carries beside the account's. */
export interface ClientTokens {
  get(signal: AbortSignal): Promise<string>
  /** Replaces a rejected token. `false` if there is no other, because it was given as a string. */
  replace(rejected: string, signal: AbortSignal): Promise<boolean>
  /** Waits for requests under way. */
  settle(): Promise<void>
}

/** @param secrets - Secrets of the member's session, which no error may show. */
export function createClientTokens(
  options: ElasticPathAuthOptions,
  authBaseUrl: string,
  secrets: () => Iterable<string>,
): ClientTokens {
  const { clientToken, clientId } = options
  const settle = async (): Promise<void> => {}
  if (typeof clientToken === 'string') return { get: async () => clientToken, replace: async () => false, settle }
  if (typeof clientToken === 'function') {
    return {
      get: async (signal) => checkClientToken(await clientToken({ signal })),
      replace: async (rejected, signal) => checkClientToken(await clientToken({ signal, rejected })) !== rejected,
      settle,
    }
  }
  let made: Auth<undefined> | undefined
  const auth = (): Auth<undefined> => {
    made ??= createAuth(
      new ClientAdapter(clientId ?? '', options.clientSecret, secrets),
      {
        ...options,
        credentials: {},
        // The application has a session of its own, in memory: the store is for those of people.
        store: undefined,
        identity: undefined,
      },
      { authBaseUrl, apiBaseUrl: authBaseUrl },
    )
    return made
  }
  return {
    get: (signal) => auth().getToken({ signal }).then(valueIn),
    async replace(rejected, signal) {
      try {
        await auth().refresh({ rejected, signal })
        return true
      } catch (error) {
        // The API rejects new tokens too: its own response says more.
        if (isAuthError(error, 'cooling_down')) return false
        throw error
      }
    },
    settle: async () => made?.[Symbol.asyncDispose](),
  }
}

function valueIn({ value }: Token): string {
  return value
}

// A class: there may be one for each of many people.
class ClientAdapter implements Adapter<object, undefined> {
  readonly name = 'elasticpath'
  readonly account: string
  readonly credentialHeaders: readonly string[] = credentialHeaders
  readonly #clientSecret: string | undefined
  readonly #secrets: () => Iterable<string>

  constructor(clientId: string, clientSecret: string | undefined, secrets: () => Iterable<string>) {
    this.account = clientId
    this.#clientSecret = clientSecret
    this.#secrets = secrets
  }

  get secrets(): readonly string[] {
    return [...this.#secrets()]
  }

  // That the application got a token means nobody has signed in.
  tells(type: AuthEvent['type']): boolean {
    return type !== 'signed-in'
  }

  checkCredentials(): void {}

  identity(): string {
    return this.account
  }

  secretsOf(): { readonly names: readonly string[]; readonly others: readonly unknown[] } {
    return { names: [], others: [] }
  }

  signIn(context: AdapterContext): Promise<TokenSet<undefined>> {
    const clientSecret = this.#clientSecret
    const body: ClientTokenBody =
      clientSecret === undefined
        ? { grant_type: 'implicit', client_id: this.account }
        : { grant_type: 'client_credentials', client_id: this.account, client_secret: clientSecret }
    return requestClientToken(context, body)
  }

  present(headers: PresentedHeaders, { accessToken }: StoredTokenSet<undefined>): void {
    headers.set('authorization', `Bearer ${accessToken}`)
  }

  classify(): Verdict {
    return 'other'
  }
}

async function requestClientToken(context: AdapterContext, body: ClientTokenBody): Promise<TokenSet<undefined>> {
  const { fail } = context
  const result = await createClientToken(context.transport, { body }, { retry: 'repeatable' })
  switch (result.status) {
    case 200: {
      const { access_token = '', ...rest } = result.data.data ?? result.data
      return { accessToken: access_token, lifetime: lifetimeOf(rest), exchange: result.exchange, session: undefined }
    }
    case 400:
    case 401:
      throw await context.explain(result, async () =>
        (await import('./client-failure.ts')).clientFailure(context, result),
      )
    case 429:
    case 500:
    case 'undocumented': {
      const { answer, providerCode } = describeErrors(result)
      throw fail.ofStatus(answer, providerCode)
    }
  }
}

function lifetimeOf({ expires_in, expires }: Pick<ClientTokenData, 'expires_in' | 'expires'>): Lifetime {
  if (expires_in !== undefined) return { expiresInMs: expires_in * 1000 }
  return expires === undefined ? 'missing' : { expiresAt: expires * 1000 }
}
