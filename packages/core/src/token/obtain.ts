import type { Adapter, AdapterContext } from '../adapter-contract.ts'
import { digest } from '../digest.ts'
import type { AuthError } from '../errors/auth-error.ts'
import type { CredentialsRequest } from '../options/auth-options.ts'
import type { Settings } from '../settings.ts'
import { openContext, type RequestPlan } from './context.ts'
import { failure } from './failure.ts'
import { checkGrant, type Grant } from './grant.ts'
import { freshnessOf, type Held, hold, storedGrant } from './held.ts'
import type { RefusalMemory } from './refusal.ts'
import type { RejectedTokens } from './rejected.ts'

/** To renew the session, or to start one: with credentials given to `signIn`, else with the `credentials` option. */
export type Intent<Credentials> = 'renew' | { readonly credentials: Credentials | undefined }

export interface ObtainPlan<Credentials, Session> extends RequestPlan<Session> {
  readonly adapter: Adapter<Credentials, Session>
  readonly settings: Settings<Credentials>
  readonly intent: Intent<Credentials>
  readonly rejected: RejectedTokens
  readonly refusals: RefusalMemory
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
  const { adapter, settings, refusals } = plan
  const secret = previous.facts.accessToken
  await refusals.check(secret)
  const context = openContext(plan, 'renew')
  const stored = storedGrant(previous, freshnessOf(previous, settings.clock) === 'expired')
  const grant = await refusals.watch(secret, async () => adapter.renew?.(context, stored))
  if (!grant) return undefined
  // A response without a refresh token keeps the old one (RFC 6749, section 6).
  const complete = { ...grant, refreshToken: grant.refreshToken || previous.facts.refreshToken }
  return accept(plan, context, complete, previous.facts, 'renewed')
}

/** Starts a session, with the credentials of `signIn` or those of the options. */
export async function startSession<Credentials, Session>(
  plan: ObtainPlan<Credentials, Session>,
): Promise<Obtained<Session>> {
  const { adapter, settings, previous, intent, refusals } = plan
  const context = openContext(plan, 'sign-in')
  const given = intent === 'renew' ? undefined : intent.credentials
  const credentials = given ?? (await findCredentials(plan, context))
  adapter.checkCredentials(credentials)
  const who = adapter.identity(credentials)
  // Names of people do not leave the process.
  const identity = settings.privateStore ? who : await digest(who)
  if (intent === 'renew') {
    if (previous?.facts.explicit && previous.facts.identity !== identity) {
      throw context.fail('reauth_required', {
        message:
          'the session that `signIn` started is over, and the `credentials` option is for somebody else. Call `signIn`',
      })
    }
    await refusals.check(credentials)
  }
  const grant = await refusals.watch(credentials, () => adapter.signIn(context, credentials))
  return accept(plan, context, grant, { identity, explicit: given !== undefined }, 'signed-in')
}

/** The error of a client that has neither a session nor credentials to start one with. */
export function noSession(settings: Settings<unknown>): AuthError {
  const message = 'there is no session, and no credentials to start one with. Call `signIn`'
  return failure(settings, 'reauth_required', { message })
}

function accept<Credentials, Session>(
  plan: ObtainPlan<Credentials, Session>,
  context: AdapterContext,
  grant: Grant<Session>,
  { identity, explicit }: { readonly identity: string; readonly explicit: boolean },
  how: Obtained<Session>['how'],
): Obtained<Session> {
  const { accessToken, refreshToken, exchange, session } = grant
  const answer = { code: exchange.status, text: '', exchange }
  const life = checkGrant(grant)
  if ('problem' in life) {
    throw context.fail('invalid_response', { answer, message: `the token endpoint answered well, but ${life.problem}` })
  }
  if (plan.rejected.has(accessToken)) {
    throw context.fail('token_rejected', {
      answer,
      message:
        'the provider issues again a token that its API has refused. Check that the API and the sign-in belong to the same account',
    })
  }
  plan.refusals.clear()
  if (grant.lifetime === 'missing') plan.settings.emit({ type: 'expiry-missing' })
  const generation = (plan.previous?.token.generation ?? 0) + 1
  const facts = { generation, accessToken, refreshToken, ...life, identity, explicit, session }
  return { held: hold(facts, exchange.sentAt, plan.settings.random), how }
}

async function findCredentials<Credentials>(
  { settings, previous }: ObtainPlan<Credentials, unknown>,
  { signal }: AdapterContext,
): Promise<Credentials> {
  const { credentials } = settings
  if (credentials === undefined) throw noSession(settings)
  // `credentials` is a value or a callback; credentials themselves are plain objects.
  if (typeof credentials !== 'function') return credentials
  const ask = credentials as (request: CredentialsRequest) => Credentials | Promise<Credentials>
  return ask({ signal, reason: previous ? 'session-over' : 'no-session' })
}
