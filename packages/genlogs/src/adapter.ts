import type { AuthError } from '@auth/core'
import {
  type Adapter,
  type AdapterContext,
  type Exchange,
  isObject,
  type PresentedHeaders,
  type SaidAnswer,
  type StoredTokenSet,
  type TokenSet,
} from '@auth/core/adapter'
import { classifyRejection } from './classify.ts'
import { parseExpires } from './expires.ts'
import { findRefreshToken } from './find-refresh-token.ts'
import { createToken, refreshToken as renewToken } from './generated/operations.ts'
import type { AuthSchema } from './generated/schemas.ts'
import {
  checkGenlogsCredentials,
  type GenlogsAuthOptions,
  type GenlogsCredentials,
  type GenlogsSession,
  refuseGenlogsCredentials,
} from './options.ts'

const credentialHeaders = ['access-token', 'x-api-key']

/** How GenLogs signs in, renews, presents and fails. It has no call to sign out. */
export function createGenlogsAdapter(options: GenlogsAuthOptions): Adapter<GenlogsCredentials, GenlogsSession> {
  return new GenlogsAdapter(options)
}

// A class: there may be one for each of many people.
class GenlogsAdapter implements Adapter<GenlogsCredentials, GenlogsSession> {
  readonly name = 'genlogs'
  // GenLogs tells customers apart by the API key alone, which must not show in a store's keys.
  readonly account = ''
  readonly credentialHeaders: readonly string[] = credentialHeaders
  readonly checkCredentials = checkGenlogsCredentials
  readonly refuseCredentials = refuseGenlogsCredentials
  readonly findRefreshToken = findRefreshToken
  readonly isSession = isObject
  readonly classify = classifyRejection
  readonly #apiKey: string
  readonly #credentialsIn: 'query' | 'body'
  readonly #emailField: 'email' | 'username'
  readonly #useRefreshToken: boolean
  readonly #refreshTokenIn: GenlogsAuthOptions['refreshTokenIn']

  constructor({
    apiKey,
    credentialsIn = 'query',
    emailField = 'email',
    useRefreshToken = false,
    refreshTokenIn,
  }: GenlogsAuthOptions) {
    this.#apiKey = apiKey
    this.#credentialsIn = credentialsIn
    this.#emailField = emailField
    this.#useRefreshToken = useRefreshToken
    this.#refreshTokenIn = refreshTokenIn
  }

  get secrets(): readonly string[] {
    return [this.#apiKey]
  }

  identity({ email }: GenlogsCredentials): string {
    return email
  }

  async signIn(context: AdapterContext, { email, password }: GenlogsCredentials): Promise<TokenSet<GenlogsSession>> {
    const apiKey = this.#apiKey
    const credentialsIn = this.#credentialsIn
    const emailField = this.#emailField
    const credentials = { email, password }
    const carried = credentialsIn === 'body' ? { body: { [emailField]: email, password } } : credentials
    const result = await createToken(context.transport, { apiKey, ...carried }, { retry: 'repeatable' })
    switch (result.status) {
      case 200:
        return readTokenSet(result.data, result.exchange)
      case 401:
        throw await explain(context, result, (failures) => failures.credentialsFailure(context, result, credentials))
      case 403:
        throw await explain(context, result, (failures) => failures.forbiddenFailure(context, result))
      case 422:
        throw await explain(context, result, (failures) =>
          failures.unprocessableFailure(context, result, { credentialsIn, emailField }),
        )
      case 500:
        throw await explain(context, result, (failures) => failures.serverFailure(context, result))
      case 429:
      case 'undocumented':
        throw context.fail.ofStatus(result)
    }
  }

  async renew(
    context: AdapterContext,
    { refreshToken, session }: StoredTokenSet<GenlogsSession>,
  ): Promise<TokenSet<GenlogsSession> | undefined> {
    if (!this.#useRefreshToken || refreshToken === undefined) return undefined
    const token = { refresh_token: refreshToken }
    const carried = this.#refreshTokenIn === 'body' ? { body: token } : token
    const result = await renewToken(context.transport, { apiKey: this.#apiKey, ...carried }, { retry: 'unsent' })
    switch (result.status) {
      case 200:
        return readTokenSet(result.data, result.exchange, session)
      case 500:
        throw await explain(context, result, (failures) => failures.serverFailure(context, result))
      case 429:
        throw context.fail.ofStatus(result)
      case 'undocumented':
        // A server without this call is as good as one that refuses it; "timeout" and "too early" are no refusals.
        if (result.code < 400 || result.code >= 500 || [408, 425].includes(result.code)) {
          throw context.fail.ofStatus(result)
        }
    }
    const failure = await explain(context, result, (failures) => failures.renewalFailure(context, result))
    if (failure.code === 'reauth_required') {
      context.notice(
        `GenLogs rejected the refresh token (${result.code}), so only a new sign-in helps. If this repeats, leave \`useRefreshToken\` off.`,
      )
    }
    throw failure
  }

  present(headers: PresentedHeaders, { accessToken }: StoredTokenSet<GenlogsSession>): void {
    headers.set('access-token', accessToken)
    headers.set('x-api-key', this.#apiKey)
  }
}

/** Failures are loaded when there is one. */
function explain(
  context: AdapterContext,
  answer: SaidAnswer,
  make: (failures: typeof import('./failures.ts')) => AuthError,
): Promise<AuthError> {
  return context.explain(answer, async () => make(await import('./failures.ts')))
}

/** A renewal says less than the sign-in did: what it leaves out stays. */
function readTokenSet(data: AuthSchema, exchange: Exchange, previous: GenlogsSession = {}): TokenSet<GenlogsSession> {
  const { access_token_data: access, refresh_token_data: refresh } = data
  return {
    accessToken: access.token,
    refreshToken: refresh?.token,
    lifetime: parseExpires(access.expires),
    exchange,
    session: {
      userId: data.user_id ?? previous.userId,
      companyId: data.company_id ?? previous.companyId,
      customerName: data.customer_name ?? previous.customerName,
      refreshTokenExpiresAt: refresh ? knownExpiry(refresh.expires) : previous.refreshTokenExpiresAt,
    },
  }
}

function knownExpiry(expires: string | null | undefined): number | undefined {
  const parsed = parseExpires(expires)
  return parsed === 'missing' || Number.isNaN(parsed.expiresAt) ? undefined : parsed.expiresAt
}
