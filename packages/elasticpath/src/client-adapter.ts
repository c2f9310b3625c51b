import type { AuthEvent } from '@auth/core'
import {
  type Adapter,
  type AdapterContext,
  knownSecrets,
  type Lifetime,
  type PresentedHeaders,
  type StoredTokenSet,
  type TokenSet,
  type Verdict,
} from '@auth/core/adapter'
import { describeErrors } from './errors.ts'
import { createClientToken } from './generated/operations.ts'
import type { ClientTokenRequest as ClientTokenBody, ClientTokenData } from './generated/schemas.ts'
import type { ElasticPathAuthOptions } from './options.ts'

const credentialHeaders = ['authorization']

/** How the application gets its token. A class: there may be one for each of many people. */
export class ClientAdapter implements Adapter<unknown, undefined> {
  readonly name = 'elasticpath'
  readonly credentialHeaders: readonly string[] = credentialHeaders
  readonly #options: ElasticPathAuthOptions
  readonly #auth: () => object

  /** @param auth - Of the member, whose secrets no error may show. */
  constructor(options: ElasticPathAuthOptions, auth: () => object) {
    this.#options = options
    this.#auth = auth
  }

  get account(): string {
    return this.#options.clientId ?? ''
  }

  get secrets(): readonly string[] {
    return [...knownSecrets(this.#auth())]
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
    const { clientSecret } = this.#options
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
