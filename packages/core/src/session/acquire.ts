import type { Adapter } from '../adapter-contract.ts'
import { digest } from '../digest.ts'
import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import { failure } from '../errors/failures.ts'
import type { CredentialsRequest } from '../options/auth-options.ts'
import type { Settings } from '../settings.ts'
import type { RefusedCredentials } from '../token/refused-credentials.ts'
import type { RejectedTokens } from '../token/rejected-tokens.ts'
import { checkTokenSet, refreshTokenProblem, type TokenSet } from '../token/token-set.ts'
import { type OpenContext, openContext, type RequestPlan } from './adapter-context.ts'
import { type CachedSession, cacheSession, freshnessOf, storedTokenSet, withFacts } from './cached-session.ts'
import { noSession } from './no-session.ts'
import type { SessionSecrets } from './session-secrets.ts'

export interface AcquirePlan<Credentials, Session> extends Omit<RequestPlan, 'secrets'> {
  readonly adapter: Adapter<Credentials, Session>
  readonly settings: Settings<Credentials>
  readonly rejected: RejectedTokens
  readonly refused: RefusedCredentials
  readonly secrets: SessionSecrets<Credentials, Session>
  /** What `signIn` was called with; without it, any token of the session will do. */
  readonly signIn: SignInCall<Credentials> | undefined
  readonly previous: CachedSession<Session> | undefined
  /** Asks for the credentials of the options: once, however often the session has to be started. */
  readonly ask: (request: CredentialsRequest) => Promise<Credentials>
  /** How many tokens the session has had. */
  readonly generation: number
}

/** A call of `signIn`. */
export interface SignInCall<Credentials> {
  readonly credentials: Credentials | undefined
  /** The session whose place it takes in the store. */
  readonly replaces?: string | undefined
}

/** What the provider brought. */
export interface Acquired<Session> {
  readonly cached: CachedSession<Session>
  readonly how: 'signed-in' | 'renewed'
  /** Why only the refresh token could be used. */
  readonly failure?: AuthError
}

/** Gets a new token for a session. `undefined`: the adapter cannot renew this one. */
export async function renewSession<Credentials, Session>(
  plan: AcquirePlan<Credentials, Session>,
  previous: CachedSession<Session>,
): Promise<Acquired<Session> | undefined> {
  const { adapter, settings, refused, secrets } = plan
  const { accessToken, refreshToken } = previous.facts
  await refused.check(accessToken)
  const context = openContext({ ...plan, secrets: secrets.collect(previous) }, 'renew')
  const stored = storedTokenSet(previous, freshnessOf(previous, settings.clock) === 'expired')
  let tokenSet: TokenSet<Session> | undefined
  try {
    tokenSet = await refused.watch(accessToken, async () => adapter.renew?.(context, stored))
    // A response without a refresh token keeps the old one (RFC 6749, section 6).
    if (!tokenSet) return undefined
    const kept = { ...tokenSet, refreshToken: tokenSet.refreshToken || refreshToken }
    return await accept(plan, context, kept, previous.facts)
  } catch (error) {
    const next = tokenSet?.refreshToken ?? adapter.findRefreshToken?.(context.unusableBody, previous.facts.session)
    if (!isAuthError(error) || !next || next === refreshToken || refreshTokenProblem(next)) throw error
    // The old one is used up: without the new one the session would be lost.
    const changes = { refreshToken: next, generation: plan.generation + 1 }
    return { cached: withFacts(previous, changes), how: 'renewed', failure: error }
  }
}

/** Starts a session, with the credentials of `signIn` or those of the options. */
export async function startSession<Credentials, Session>(
  plan: AcquirePlan<Credentials, Session>,
): Promise<Acquired<Session>> {
  const { adapter, settings, previous, signIn, refused } = plan
  const secrets = plan.secrets.collect(previous)
  const context = openContext({ ...plan, secrets }, 'sign-in')
  const given = signIn?.credentials
  const credentials = given ?? (await findCredentials(plan))
  adapter.checkCredentials(credentials)
  refuseCredentials(adapter, credentials)
  if (credentials !== settings.credentials) plan.secrets.learn(credentials, secrets)
  const who = adapter.identity(credentials)
  // Names of people do not leave the process.
  const identity = settings.store ? await digest(who) : who
  if (!signIn) {
    if (previous?.facts.explicit && previous.facts.identity !== identity) {
      throw context.fail('reauth_required', {
        message:
          'the session that `signIn` started is over, and the `credentials` option is for somebody else. Call `signIn`',
      })
    }
    await refused.check(credentials)
  }
  const tokenSet = await refused.watch(credentials, () => adapter.signIn(context, credentials))
  const acquired = await accept(plan, context, tokenSet, { identity, explicit: given !== undefined })
  plan.secrets.noteSession()
  return signIn ? { ...acquired, cached: { ...acquired.cached, replaces: signIn.replaces } } : acquired
}

/** What somebody has typed is no programmer's error: it is an AuthError, as the provider's refusal would be. */
export function refuseCredentials<Credentials>(
  adapter: Pick<Adapter<Credentials, unknown>, 'name' | 'refuseCredentials'>,
  credentials: Credentials,
): void {
  const problem = adapter.refuseCredentials?.(credentials)
  if (problem === undefined) return
  const message = `the sign-in was not sent: ${problem}. Ask for the credentials again`
  throw failure({ provider: adapter.name }, 'invalid_credentials', { message, attempts: 0 })
}

/** @param origin - Of the session that was renewed; without an id, of a new one. */
async function accept<Credentials, Session>(
  plan: AcquirePlan<Credentials, Session>,
  context: OpenContext,
  tokenSet: TokenSet<Session>,
  origin: { readonly identity: string; readonly explicit: boolean; readonly sessionId?: string },
): Promise<Acquired<Session>> {
  const { accessToken, refreshToken, exchange, session } = tokenSet
  const { identity, explicit, sessionId = createSessionId(plan.settings) } = origin
  const answer = { code: exchange.status, text: '', exchange }
  const life = checkTokenSet(tokenSet)
  if ('problem' in life) {
    const message = `the token response is invalid: ${life.problem}`
    throw await context.explain(answer, () => context.fail('invalid_response', { answer, message }))
  }
  if (plan.rejected.has(accessToken)) {
    const message =
      'the provider issued a token again that its API had already rejected. Check that the API and the sign-in belong to the same account'
    throw await context.explain(answer, () => context.fail('token_rejected', { answer, message }))
  }
  plan.refused.clear()
  if (tokenSet.lifetime === 'missing') plan.settings.emit({ type: 'expiry-missing' })
  const generation = plan.generation + 1
  const { lifeMs, expires } = life
  const facts = { sessionId, generation, accessToken, refreshToken, lifeMs, expires, identity, explicit, session }
  const cached = cacheSession(facts, exchange.sentAt, plan.settings.random)
  return { cached, how: origin.sessionId === undefined ? 'signed-in' : 'renewed' }
}

/** A name that no other session has that the same clients meet. It is no secret. */
function createSessionId({ store }: Pick<Settings<unknown>, 'store'>): string {
  // Without a store nobody asks, and WebCrypto takes 5 ms to load in Node.
  return store ? crypto.randomUUID() : ''
}

async function findCredentials<Credentials>({
  settings,
  previous,
  flight,
  ask,
}: AcquirePlan<Credentials, unknown>): Promise<Credentials> {
  if (settings.credentials === undefined) throw noSession(settings, previous && 'the session is over')
  return ask({ signal: flight.signal, reason: previous ? 'session-over' : 'no-session' })
}

/** The credentials of the options: a value, or what the callback brings. */
export async function askForCredentials<Credentials>(
  { credentials }: Settings<Credentials>,
  request: CredentialsRequest,
): Promise<Credentials> {
  // Credentials themselves are plain objects. Without any, nobody is asked.
  if (typeof credentials !== 'function') return credentials as Credentials
  const ask = credentials as (request: CredentialsRequest) => Credentials | Promise<Credentials>
  return ask(request)
}
