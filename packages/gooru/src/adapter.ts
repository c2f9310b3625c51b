import {
  type Adapter,
  type AdapterContext,
  type Exchange,
  type Lifetime,
  loadPart,
  type PresentedHeaders,
  type RejectionResponse,
  type StoredTokenSet,
  type TokenSet,
  type Verdict,
} from '@auth/core/adapter'
import { findRefreshToken } from './find-refresh-token.ts'
import { createToken, renewToken } from './generated/operations.ts'
import type { TokenResponse } from './generated/schemas.ts'
import {
  checkGooruCredentials,
  type GooruAuthOptions,
  type GooruCredentials,
  isAnonymous,
  refuseGooruCredentials,
} from './options.ts'
import { ownerFailure, strangerFailure } from './owner.ts'
import { type GooruSession, isGooruSession, readSession } from './session.ts'

const headersThat = { both: ['authorization', 'token'], authorization: ['authorization'], token: ['token'] }

/** How Gooru signs in, renews, presents and fails. */
export function createGooruAdapter(options: GooruAuthOptions): Adapter<GooruCredentials, GooruSession> {
  return new GooruAdapter(options)
}

// A class: there may be one for each of many people.
class GooruAdapter implements Adapter<GooruCredentials, GooruSession> {
  readonly name = 'gooru'
  readonly checkCredentials = checkGooruCredentials
  readonly refuseCredentials = refuseGooruCredentials
  readonly findRefreshToken = findRefreshToken
  readonly isSession = isGooruSession
  readonly #options: GooruAuthOptions

  constructor(options: GooruAuthOptions) {
    this.#options = options
  }

  get account(): string {
    return this.#options.clientId
  }

  get credentialHeaders(): readonly string[] {
    return headersThat[this.#options.tokenHeaders ?? 'both']
  }

  get secrets(): readonly string[] {
    return [this.#options.clientKey]
  }

  namesIn({ username, email }: GooruSession): ReadonlyArray<string | undefined> {
    return [username, email]
  }

  identity(credentials: GooruCredentials): string {
    // No username has a colon.
    return isAnonymous(credentials) ? ':anonymous' : credentials.username
  }

  async signIn(context: AdapterContext, credentials: GooruCredentials): Promise<TokenSet<GooruSession>> {
    const { clientId, clientKey, appId, longLivedAccess = false } = this.#options
    const anonymous = isAnonymous(credentials)
    const result = await createToken(
      context.transport,
      {
        basicAuth: anonymous ? undefined : { username: credentials.username, password: credentials.password },
        body: {
          client_key: clientKey,
          client_id: clientId,
          grant_type: anonymous ? 'anonymous' : 'credential',
          app_id: appId,
          // Servers that do not know the field refuse it.
          long_lived_access: (longLivedAccess && !anonymous) || undefined,
        },
      },
      // Some servers answer 500 to credentials that they cannot parse.
      { retry: 'repeatable-except-500' },
    )
    switch (result.status) {
      case 200: {
        const failure = await ownerFailure(context, result, credentials)
        if (failure) throw failure
        return this.#readTokenSet(result.data, result.exchange, Boolean(result.data.refresh_token))
      }
      case 400:
      case 401:
      case 403:
      case 404:
      case 500:
        throw await context.explain(result, async () =>
          (await import('./failures.ts')).signInFailure(context, result, anonymous),
        )
      case 429:
      case 'undocumented':
        throw context.fail.ofStatus(result)
    }
  }

  async renew(
    context: AdapterContext,
    { refreshToken, session }: StoredTokenSet<GooruSession>,
  ): Promise<TokenSet<GooruSession> | undefined> {
    if (refreshToken === undefined) return undefined
    const request = { refreshToken: `RefreshToken ${refreshToken}`, body: {} }
    const result = await renewToken(context.transport, request, { retry: 'unsent' })
    switch (result.status) {
      case 200: {
        const failure = await strangerFailure(context, result, session.userId)
        if (failure) throw failure
        return this.#readTokenSet(result.data, result.exchange, true)
      }
      case 400:
      case 401:
      case 403:
      case 404:
      case 'undocumented':
        throw await context.explain(result, async () => (await import('./failures.ts')).renewalFailure(context, result))
      case 429:
      case 500:
        throw context.fail.ofStatus(result)
      default:
        return result satisfies never
    }
  }

  async signOut(context: AdapterContext, tokenSet: StoredTokenSet<GooruSession>): Promise<void> {
    const { tokenHeaders = 'both' } = this.#options
    const { endSession } = await loadPart('gooru', 'sign-out', () => import('./sign-out.ts'))
    await endSession(context, tokenSet, { tokenHeaders, renew: (...call) => this.renew(...call) })
  }

  present(headers: PresentedHeaders, { accessToken }: StoredTokenSet<GooruSession>): void {
    const names = this.credentialHeaders
    // A caller who sets one of the two means another session: the other header must not contradict it.
    for (const name of names) if (headers.has(name)) return
    for (const name of names) headers.set(name, name === 'token' ? accessToken : `Token ${accessToken}`)
  }

  classify({ status }: RejectionResponse): Verdict {
    return status === 401 ? 'token-rejected' : 'other'
  }

  #readTokenSet(data: TokenResponse, exchange: Exchange, hasRefreshToken: boolean): TokenSet<GooruSession> {
    const session = readSession(data)
    return {
      accessToken: data.access_token,
      refreshToken: data.refresh_token ?? undefined,
      lifetime: lifetimeOf(session.validityMs, hasRefreshToken || signsInAgain(this.#options, session)),
      exchange,
      session,
    }
  }
}

/** Use extends a token's life, by a time unknown: only one that can be replaced is given up before it is rejected. */
function lifetimeOf(validityMs: number | undefined, replaceable: boolean): Lifetime {
  if (validityMs === undefined) return 'unknown'
  return replaceable || !(validityMs > 0) ? { expiresInMs: validityMs } : 'unknown'
}

/** Whether the client can sign the owner of a session in by itself. */
function signsInAgain({ credentials }: GooruAuthOptions, { anonymous }: GooruSession): boolean {
  if (credentials === undefined || typeof credentials === 'function') return credentials !== undefined
  return isAnonymous(credentials) === anonymous
}
