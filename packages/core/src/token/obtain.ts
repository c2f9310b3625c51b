import type { Adapter, AdapterContext } from '../adapter-contract.ts'
import { digest } from '../digest.ts'
import { isAuthError } from '../errors/auth-error.ts'
import { createFailures } from '../errors/failures.ts'
import { openTransport } from '../http/transport.ts'
import type { CredentialsRequest } from '../options/auth-options.ts'
import type { Settings } from '../settings.ts'
import type { Flight } from './flight.ts'
import { checkGrant, type Grant } from './grant.ts'
import { type Held, holdGrant, storedGrant } from './held.ts'
import { isPermanent, type RefusalMemory } from './refusal.ts'

/** To renew the session, or to start one: with credentials given to `signIn`, or with the `credentials` option. */
export type Intent<Credentials> = 'renew' | 'sign-in' | { readonly credentials: Credentials }

export interface ObtainPlan<Credentials, Session> {
  readonly adapter: Adapter<Credentials, Session>
  readonly settings: Settings<Credentials>
  readonly flight: Flight<unknown>
  readonly intent: Intent<Credentials>
  /** The newest session known, and whether its access token is of no more use. */
  readonly previous: Held<Session> | undefined
  readonly previousExpired: boolean
  /** A session that the provider has refused to renew for good, by its access token. */
  readonly overToken: string | undefined
  /** A token value that the provider's API refused. */
  readonly rejected: string | undefined
  readonly generation: number
  readonly refusals: RefusalMemory
  /** Called when the provider refused to renew for good, with the access token of that session. */
  readonly onOver: (token: string) => void
  readonly deadline: number
  readonly maxSends: number | undefined
}

export interface Obtained<Session> {
  readonly held: Held<Session>
  readonly how: 'signed-in' | 'renewed'
}

/** Gets a new token from the provider: by renewal where that is possible, else by signing in. Decides nothing else. */
export async function obtain<Credentials, Session>(plan: ObtainPlan<Credentials, Session>): Promise<Obtained<Session>> {
  const { adapter, settings, previous } = plan
  const secrets = new Set(settings.privateValues)
  if (previous) {
    secrets.add(previous.token.value)
    if (previous.refreshToken) secrets.add(previous.refreshToken)
  }
  if (plan.intent === 'renew' && previous && adapter.renew && previous.token.value !== plan.overToken) {
    const context = openContext(plan, 'renew', secrets)
    try {
      const grant = await adapter.renew(context, storedGrant(previous, plan.previousExpired))
      // A response without a refresh token keeps the old one (RFC 6749, section 6).
      if (grant)
        return accept(
          plan,
          context,
          { ...grant, refreshToken: grant.refreshToken ?? previous.refreshToken },
          previous,
          'renewed',
        )
    } catch (error) {
      if (!isAuthError(error, 'reauth_required')) throw error
      plan.onOver(previous.token.value)
      if (!settings.credentials) throw error
      context.notice('The session could not be renewed any more; signing in again.')
    }
  }
  const context = openContext(plan, 'sign-in', secrets)
  const given = typeof plan.intent === 'object' ? plan.intent : undefined
  const credentials = given ? given.credentials : await findCredentials(plan, context)
  adapter.checkCredentials(credentials)
  const who = adapter.identity(credentials)
  // Names of people do not leave the process.
  const identity = settings.privateStore ? who : await digest(who)
  if (plan.intent === 'renew' && previous?.explicit && previous.identity !== identity) {
    throw context.fail('reauth_required', {
      message:
        'the session that `signIn` started is over, and the `credentials` option is for somebody else. Call `signIn`',
    })
  }
  const now = settings.clock.monotonic()
  const remembered = plan.intent === 'renew' ? await plan.refusals.recall(credentials, now) : undefined
  if (remembered) throw remembered
  try {
    const grant = await adapter.signIn(context, credentials)
    const obtained = accept(plan, context, grant, { identity, explicit: given !== undefined }, 'signed-in')
    plan.refusals.clear()
    return obtained
  } catch (error) {
    if (isAuthError(error) && isPermanent(error)) await plan.refusals.remember(credentials, error, now)
    throw error
  }
}

function accept<Credentials, Session>(
  plan: ObtainPlan<Credentials, Session>,
  context: AdapterContext,
  grant: Grant<Session>,
  origin: { identity: string; explicit: boolean },
  how: 'signed-in' | 'renewed',
): Obtained<Session> {
  const life = checkGrant(grant)
  if ('problem' in life)
    throw context.fail('invalid_response', { message: `the token endpoint answered well, but ${life.problem}` })
  if (grant.accessToken === plan.rejected) {
    throw context.fail('token_rejected', {
      message:
        'the provider issues again the token that its API has just refused. Check that the API and the sign-in belong to the same account',
    })
  }
  if (grant.lifetime === 'missing') plan.settings.emit({ type: 'expiry-missing' })
  const { identity, explicit } = origin
  const held = holdGrant(grant, life, { generation: plan.generation, identity, explicit }, plan.settings.random)
  return { held, how }
}

export function openContext<Credentials>(
  plan: Pick<ObtainPlan<Credentials, unknown>, 'settings' | 'flight' | 'deadline' | 'maxSends'>,
  phase: 'sign-in' | 'renew' | 'sign-out',
  secrets: Set<string>,
): AdapterContext {
  const { settings, flight } = plan
  return {
    signal: flight.signal,
    fail: createFailures(settings.provider, phase, secrets),
    notice: (message) => settings.emit({ type: 'notice', message }),
    transport: openTransport(settings.channel, {
      phase,
      secrets,
      signal: flight.signal,
      deadline: plan.deadline,
      ...(plan.maxSends !== undefined && { maxSends: plan.maxSends }),
      onSpend: flight.keepRunning,
      onRetry: (attempts, delayMs) => settings.emit({ type: 'retrying', attempts, delayMs }),
    }),
  }
}

async function findCredentials<Credentials>(
  plan: ObtainPlan<Credentials, unknown>,
  context: AdapterContext,
): Promise<Credentials> {
  const { credentials } = plan.settings
  if (credentials === undefined) {
    throw context.fail('reauth_required', {
      message: 'there is no session, and no credentials to start one with. Call `signIn`',
    })
  }
  // `credentials` is a value or a callback; credentials themselves are plain objects.
  if (typeof credentials !== 'function') return credentials
  const request: CredentialsRequest = { signal: context.signal, reason: plan.previous ? 'session-over' : 'no-session' }
  return (credentials as (request: CredentialsRequest) => Credentials | Promise<Credentials>)(request)
}
