import type { AdapterContext } from '../adapter-contract.ts'
import { createFailures } from '../errors/failures.ts'
import { openTransport } from '../http/transport.ts'
import type { Settings } from '../settings.ts'
import type { Flight } from './flight.ts'
import type { Held } from './held.ts'

/** What the requests of one flight have in common. */
export interface RequestPlan<Session> {
  readonly settings: Settings<unknown>
  readonly flight: Flight<unknown>
  /** The session so far, whose tokens must not show in errors. */
  readonly previous: Held<Session> | undefined
  /** When the time for requests is up, on the monotonic clock. */
  readonly deadline: number
  readonly maxSends: number
}

/** Makes what an adapter works with during one sign-in, renewal or sign-out. */
export function openContext(
  { settings, flight, previous, deadline, maxSends }: RequestPlan<unknown>,
  phase: 'sign-in' | 'renew' | 'sign-out',
): AdapterContext {
  const secrets = new Set(settings.channel.privateValues)
  for (const secret of [previous?.facts.accessToken, previous?.facts.refreshToken]) if (secret) secrets.add(secret)
  const texts = new WeakMap<object, string>()
  return {
    signal: flight.signal,
    textOf: (answer) => texts.get(answer) ?? '',
    fail: createFailures(settings.provider, phase, secrets),
    notice: (message) => settings.emit({ type: 'notice', message }),
    transport: openTransport(settings.channel, {
      phase,
      secrets,
      signal: flight.signal,
      deadline,
      maxSends,
      onSpend: () => {
        flight.spent = true
      },
      onText: (answer, text) => texts.set(answer, text),
      onRetry: (attempts, delayMs) => settings.emit({ type: 'retrying', attempts, delayMs }),
    }),
  }
}
