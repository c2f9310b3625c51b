import type { Adapter, AdapterContext, TokenSet } from '@auth/core/adapter'
import { findRefreshToken } from './find-refresh-token.ts'
import { createToken, revokeToken } from './generated/operations.ts'
import type { TokenRequest } from './generated/schemas.ts'
import {
  checkMeshyCredentials,
  type MeshyAuthOptions,
  type MeshyCredentials,
  type MeshySession,
  refuseMeshyCredentials,
} from './options.ts'

// The password of every anonymous user (MeshyDB docs, Generating Token).
const anonymousPassword = 'nopassword'

/** How MeshyDB signs in, renews, presents and fails. */
export function createMeshyAdapter(options: MeshyAuthOptions): Adapter<MeshyCredentials, MeshySession> {
  const { accountName, publicKey, tenant, scope = 'meshy.api offline_access' } = options

  async function requestToken(context: AdapterContext, body: TokenRequest): Promise<TokenSet<MeshySession>> {
    const signingIn = body.grant_type === 'password'
    const retry = signingIn ? 'repeatable' : 'unsent'
    const result = await createToken(context.transport, { accountName, tenant, body }, { retry })
    switch (result.status) {
      case 200: {
        const { access_token, refresh_token, expires_in, token_type, scope: granted } = result.data
        return {
          accessToken: access_token,
          refreshToken: refresh_token,
          lifetime: expires_in === undefined ? 'missing' : { expiresInMs: expires_in * 1000 },
          exchange: result.exchange,
          session: { tokenType: token_type, scope: granted },
        }
      }
      case 400:
      case 401:
      case 403:
      case 'undocumented':
        throw await context.explain(result, async () => {
          const { renewalFailure, signInFailure } = await import('./failures.ts')
          return signingIn ? signInFailure(context, result) : renewalFailure(context, result)
        })
      case 429:
        throw await context.explain(result, async () => (await import('./failures.ts')).quotaFailure(context, result))
      case 500:
        throw context.fail.ofStatus(result)
    }
  }

  return {
    name: 'meshy',
    account: [accountName, publicKey, tenant ?? ''].map(encodeURIComponent).join('/'),
    credentialHeaders: ['authorization'],
    checkCredentials: checkMeshyCredentials,
    refuseCredentials: refuseMeshyCredentials,
    identity: (credentials) => credentials.username,
    signIn(context, credentials) {
      const password = 'password' in credentials ? credentials.password : anonymousPassword
      return requestToken(context, {
        grant_type: 'password',
        client_id: publicKey,
        username: credentials.username,
        password,
        scope,
      })
    },
    async renew(context, { refreshToken }) {
      if (refreshToken === undefined) return undefined
      return requestToken(context, { grant_type: 'refresh_token', client_id: publicKey, refresh_token: refreshToken })
    },
    findRefreshToken,
    async signOut(context, { refreshToken }) {
      if (refreshToken === undefined) return
      const body = { client_id: publicKey, token: refreshToken, token_type_hint: 'refresh_token' } as const
      // Revoking twice succeeds too, so the request may be repeated.
      const result = await revokeToken(context.transport, { accountName, tenant, body }, { retry: 'repeatable' })
      switch (result.status) {
        case 200:
          return
        case 400:
        case 401:
        case 403:
          throw await context.explain(result, async () =>
            (await import('./failures.ts')).signOutFailure(context, result),
          )
        case 429:
          throw await context.explain(result, async () => (await import('./failures.ts')).quotaFailure(context, result))
        case 500:
        case 'undocumented':
          throw context.fail.ofStatus(result)
        default:
          return result satisfies never
      }
    },
    present(headers, { accessToken }) {
      headers.set('authorization', `Bearer ${accessToken}`)
      if (tenant !== undefined && !headers.has('tenant')) headers.set('tenant', tenant)
    },
    classify: ({ status }) => (status === 401 ? 'token-rejected' : 'other'),
  }
}
