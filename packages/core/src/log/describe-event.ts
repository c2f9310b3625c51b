import type { AuthEvent } from '../events.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** A line about an event. It says what the event holds, and no more: there are no secrets in it. */
export function describeEvent(event: AuthEvent): readonly [level: LogLevel, line: string] {
  const [level, text] = describe(event)
  return [level, `@auth/${event.provider}: ${text}`]
}

function describe(event: AuthEvent): readonly [LogLevel, string] {
  switch (event.type) {
    case 'signed-in':
      return ['info', `signed in (token ${event.generation}, took ${duration(event.durationMs)})`]
    case 'renewed':
      return ['info', `renewed (token ${event.generation}, took ${duration(event.durationMs)})`]
    case 'adopted':
      return ['debug', `took over a newer token from the store (token ${event.generation})`]
    case 'signed-out':
      return ['info', 'signed out']
    case 'failed':
      return describeFailure(event)
    case 'retrying': {
      const reason = details([event.code, event.status])
      return ['warn', `request ${event.attempts} failed: ${reason}; sending again in ${duration(event.delayMs)}`]
    }
    case 'cooling-down':
      return ['warn', `no token request for ${duration(event.delayMs)}, after ${count(event.failures, 'failure')}`]
    case 'token-rejected':
      return ['warn', `the API rejected token ${event.generation} (${event.status})`]
    case 'expiry-missing':
      return ['warn', 'the response had no expiry; 5 minutes are assumed']
    case 'store-failed':
      return ['warn', 'the token store failed; the token in memory is used']
    case 'notice':
      return ['warn', event.message]
  }
}

/** A failure that no caller sees: the token still works, for now. */
function describeFailure(event: Extract<AuthEvent, { type: 'failed' }>): readonly [LogLevel, string] {
  const { phase, code, attempts, background, durationMs, status, requestId, providerCode } = event
  const said = [status, providerCode, requestId && `request id ${requestId}`]
  const how = [...said, `${count(attempts, 'request')} in ${duration(durationMs)}`]
  const where = background ? ' in the background' : ''
  return [background ? 'warn' : 'error', `${phase} failed${where}: ${details([code, ...how])}`]
}

/** The first, and what is known of the others in brackets. */
function details([first, ...others]: readonly unknown[]): string {
  const known = others.filter((value) => value !== undefined && value !== '')
  return known.length > 0 ? `${first} (${known.join(', ')})` : `${first}`
}

function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
