import type { Adapter, AdapterContext } from '../adapter-contract.ts'
import { digest } from '../digest.ts'
import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import type { CredentialsRequest } from '../options/auth-options.ts'
import type { Settings } from '../settings.ts'
import { openContext, type RequestPlan } from './context.ts'
import { checkGrant, type Grant } from './grant.ts'
import { type Held, holdGrant, storedGrant } from './held.ts'
import { isPermanent, type RefusalMemory } from './refusal.ts'
import type { RejectedTokens } from './rejected.ts'

/** To renew the session, or to start one: with credentials given to `signIn`, or with the `credentials` option. */
export type Intent<Credentials> = 'renew' | 'sign-in' | { readonly credentials: Credentials }

/** What has been refused for good. */
export interface Refusals {
  readonly signIns: RefusalMemory
  readonly renewals: RefusalMemory
}

export interface ObtainPlan<Credentials, Session> extends RequestPlan<Session> {
  readonly adapter: Adapter<Credentials, Session>
  readonly settings: Settings<Credentials>
  readonly intent: Intent<Credentials>
  /** Whether the access token of `previous` has reached its expiry. */
  readonly previousExpired: boolean
  readonly rejected: RejectedTokens
  readonly refusals: Refusals
}

export interface Obtained<Session> {
  readonly held: Held<Session>
  readonly how: 'signed-in' | 'renewed'
}

/** Gets a new token for a session. `undefined`: the adapter cannot renew this one. */
export async function renewSession<Credentials, Session>(
  plan: ObtainPlan<Credentials, Session>,
  previous: Held<Session>,
): Promise<Obtained<Session> | undefined> {
  const { adapter, refusals } = plan
  if (!adapter.renew) return undefined
  const secret = previous.refreshToken ?? previous.token.value
  const remembered = await refusals.renewals.recall(secret)
  if (remembered) throw remembered
  const context = openContext(plan, 'renew')
  try {
    const grant = await adapter.renew(context, storedGrant(previous, plan.previousExpired))
    if (!grant) return undefined
    // A response without a refresh token keeps the old one (RFC 6749, section 6).
    const complete = { ...grant, refreshToken: grant.refreshToken || previous.refreshToken }
    return accept(plan, context, complete, previous, 'renewed')
  } catch (error) {
    if (isAuthError(error) && isPermanent(error)) await refusals.renewals.remember(secret, error)
    throw error
  }
}

/** Starts a session, with the credentials of `signIn` or those of the options. */
export async function startSession<Credentials, Session>(
  plan: ObtainPlan<Credentials, Session>,
): Promise<Obtained<Session>> {
  const { adapter, settings, previous, intent, refusals } = plan
  const context = openContext(plan, 'sign-in')
  const given = typeof intent === 'object' ? intent : undefined
  const credentials = given ? given.credentials : await findCredentials(plan, context)
  adapter.checkCredentials(credentials)
  const who = adapter.identity(credentials)
  // Names of people do not leave the process.
  const identity = settings.privateStore ? who : await digest(who)
  if (intent === 'renew' && previous?.explicit && previous.identity !== identity) {
    throw context.fail('reauth_required', {
      message:
        'the session that `signIn` started is over, and the `credentials` option is for somebody else. Call `signIn`',
    })
  }
  const remembered = intent === 'renew' ? await refusals.signIns.recall(credentials) : undefined
  if (remembered) throw remembered
  try {
    const grant = await adapter.signIn(context, credentials)
    const obtained = accept(plan, context, grant, { identity, explicit: given !== undefined }, 'signed-in')
    refusals.signIns.clear()
    return obtained
  } catch (error) {
    if (isAuthError(error) && isPermanent(error)) await refusals.signIns.remember(credentials, error)
    throw error
  }
}

/** The error of a client that has neither a session nor credentials to start one with. */
export function noSession(plan: RequestPlan<unknown>): AuthError {
  return openContext(plan, 'sign-in').fail('reauth_required', {
    message: 'there is no session, and no credentials to start one with. Call `signIn`',
  })
}

function accept<Credentials, Session>(
  plan: ObtainPlan<Credentials, Session>,
  context: AdapterContext,
  grant: Grant<Session>,
  origin: { readonly identity: string; readonly explicit: boolean },
  how: Obtained<Session>['how'],
): Obtained<Session> {
  const { exchange } = grant
  const answer = { code: exchange.status, text: '', exchange }
  const life = checkGrant(grant)
  if ('problem' in life) {
    throw context.fail('invalid_response', { answer, message: `the token endpoint answered well, but ${life.problem}` })
  }
  if (plan.rejected.has(grant.accessToken)) {
    throw context.fail('token_rejected', {
      answer,
      message:
        'the provider issues again a token that its API has refused. Check that the API and the sign-in belong to the same account',
    })
  }
  if (grant.lifetime === 'missing') plan.settings.emit({ type: 'expiry-missing' })
  const { identity, explicit } = origin
  const generation = (plan.previous?.token.generation ?? 0) + 1
  return { held: holdGrant(grant, life, { generation, identity, explicit }, plan.settings.random), how }
}

async function findCredentials<Credentials>(
  plan: ObtainPlan<Credentials, unknown>,
  context: AdapterContext,
): Promise<Credentials> {
  const { credentials } = plan.settings
  if (credentials === undefined) throw noSession(plan)
  // `credentials` is a value or a callback; credentials themselves are plain objects.
  if (typeof credentials !== 'function') return credentials
  const request: CredentialsRequest = { signal: context.signal, reason: plan.previous ? 'session-over' : 'no-session' }
  return (credentials as (request: CredentialsRequest) => Credentials | Promise<Credentials>)(request)
}
