import {
  type Adapter,
  type AdapterContext,
  type Lifetime,
  loadPart,
  type StoredTokenSet,
  type TokenSet,
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
import { type GooruSession, readSession } from './session.ts'

/** How Gooru signs in, renews, presents and fails. */
export function createGooruAdapter(options: GooruAuthOptions): Adapter<GooruCredentials, GooruSession> {
  const { clientId, clientKey, appId, longLivedAccess = false, tokenHeaders = 'both' } = options
  const credentialHeaders = tokenHeaders === 'both' ? ['authorization', 'token'] : [tokenHeaders]

  function readTokenSet(data: TokenResponse, exchange: TokenSet<GooruSession>['exchange'], hasRefreshToken: boolean) {
    const session = readSession(data)
    return {
      accessToken: data.access_token,
      refreshToken: data.refresh_token ?? undefined,
      lifetime: lifetimeOf(session.validityMs, hasRefreshToken || signsInAgain(options, session)),
      exchange,
      session,
    }
  }

  async function renew(context: AdapterContext, { refreshToken, session }: StoredTokenSet<GooruSession>) {
    if (refreshToken === undefined) return undefined
    const request = { refreshToken: `RefreshToken ${refreshToken}`, body: {} }
    const result = await renewToken(context.transport, request, { retry: 'unsent' })
    switch (result.status) {
      case 200: {
        const failure = await strangerFailure(context, result, session.userId)
        if (failure) throw failure
        return readTokenSet(result.data, result.exchange, true)
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

  return {
    name: 'gooru',
    account: clientId,
    credentialHeaders,
    secrets: [clientKey],
    namesIn: ({ username, email }) => [username, email],
    checkCredentials: checkGooruCredentials,
    refuseCredentials: refuseGooruCredentials,
    // No username has a colon.
    identity: (credentials) => (isAnonymous(credentials) ? ':anonymous' : credentials.username),
    async signIn(context, credentials) {
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
          return readTokenSet(result.data, result.exchange, Boolean(result.data.refresh_token))
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
    },
    renew,
    findRefreshToken,
    async signOut(context, tokenSet) {
      const { endSession } = await loadPart('gooru', 'sign-out', () => import('./sign-out.ts'))
      await endSession(context, tokenSet, { tokenHeaders, renew })
    },
    present(headers, { accessToken }) {
      // A caller who sets one of the two means another session: the other header must not contradict it.
      if (credentialHeaders.some((name) => headers.has(name))) return
      if (tokenHeaders !== 'token') headers.set('authorization', `Token ${accessToken}`)
      if (tokenHeaders !== 'authorization') headers.set('token', accessToken)
    },
    classify: ({ status }) => (status === 401 ? 'token-rejected' : 'other'),
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
