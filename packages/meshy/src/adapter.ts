import {
  type Adapter,
  type AdapterContext,
  isObject,
  type PresentedHeaders,
  type RejectionResponse,
  type StoredTokenSet,
  type TokenSet,
  type Verdict,
} from '@auth/core/adapter'
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
const credentialHeaders = ['authorization']

type MeshyTokenSet = StoredTokenSet<MeshySession>

/** How MeshyDB signs in, renews, presents and fails. */
export function createMeshyAdapter(options: MeshyAuthOptions): Adapter<MeshyCredentials, MeshySession> {
  return new MeshyAdapter(options)
}

// A class: there may be one for each of many people.
class MeshyAdapter implements Adapter<MeshyCredentials, MeshySession> {
  readonly name = 'meshy'
  readonly credentialHeaders: readonly string[] = credentialHeaders
  readonly checkCredentials = checkMeshyCredentials
  readonly refuseCredentials = refuseMeshyCredentials
  readonly findRefreshToken = findRefreshToken
  readonly isSession = isObject
  readonly #accountName: string
  readonly #publicKey: string
  readonly #tenant: string | undefined
  readonly #scope: string

  constructor({ accountName, publicKey, tenant, scope = 'meshy.api offline_access' }: MeshyAuthOptions) {
    this.#accountName = accountName
    this.#publicKey = publicKey
    this.#tenant = tenant
    this.#scope = scope
  }

  get account(): string {
    return [this.#accountName, this.#publicKey, this.#tenant ?? ''].map(encodeURIComponent).join('/')
  }

  identity({ username }: MeshyCredentials): string {
    return username
  }

  signIn(context: AdapterContext, credentials: MeshyCredentials): Promise<TokenSet<MeshySession>> {
    const password = 'password' in credentials ? credentials.password : anonymousPassword
    return this.#requestToken(context, {
      grant_type: 'password',
      client_id: this.#publicKey,
      username: credentials.username,
      password,
      scope: this.#scope,
    })
  }

  async renew(context: AdapterContext, { refreshToken }: MeshyTokenSet): Promise<TokenSet<MeshySession> | undefined> {
    if (refreshToken === undefined) return undefined
    const body = { grant_type: 'refresh_token', client_id: this.#publicKey, refresh_token: refreshToken } as const
    return this.#requestToken(context, body)
  }

  async signOut(context: AdapterContext, { refreshToken }: MeshyTokenSet): Promise<void> {
    if (refreshToken === undefined) return
    const body = { client_id: this.#publicKey, token: refreshToken, token_type_hint: 'refresh_token' } as const
    // Revoking twice succeeds too, so the request may be repeated.
    const result = await revokeToken(context.transport, this.#inAccount(body), { retry: 'repeatable' })
    switch (result.status) {
      case 200:
        return
      case 400:
      case 401:
      case 403:
        throw await context.explain(result, async () => (await import('./failures.ts')).signOutFailure(context, result))
      case 429:
        throw await context.explain(result, async () => (await import('./failures.ts')).quotaFailure(context, result))
      case 500:
      case 'undocumented':
        throw context.fail.ofStatus(result)
      default:
        return result satisfies never
    }
  }

  present(headers: PresentedHeaders, { accessToken }: MeshyTokenSet): void {
    headers.set('authorization', `Bearer ${accessToken}`)
    if (this.#tenant !== undefined && !headers.has('tenant')) headers.set('tenant', this.#tenant)
  }

  classify({ status }: RejectionResponse): Verdict {
    return status === 401 ? 'token-rejected' : 'other'
  }

  async #requestToken(context: AdapterContext, body: TokenRequest): Promise<TokenSet<MeshySession>> {
    const signingIn = body.grant_type === 'password'
    const retry = signingIn ? 'repeatable' : 'unsent'
    const result = await createToken(context.transport, this.#inAccount(body), { retry })
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

  #inAccount<Body>(body: Body): { accountName: string; tenant: string | undefined; body: Body } {
    return { accountName: this.#accountName, tenant: this.#tenant, body }
  }
}
