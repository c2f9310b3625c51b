import type { Fault, FaultKind } from './faults.ts'
import { endpointNames, isProviderName } from './routes.ts'

/** The kinds that have a name, and so can be written in JSON or on a command line. */
export const faultKinds: readonly Exclude<FaultKind, (...args: never[]) => unknown>[] = [
  'refuse',
  'reset',
  'stall',
  'truncate',
  'html',
  'rate-limit',
  'server-error',
  'unavailable',
]

const names = ['provider', 'endpoint', 'times', 'probability', 'kind', 'retryAfter']

/** Throws a TypeError for a fault that could never hit, such as one with a misspelled name. */
export function checkedFault(value: unknown): Fault {
  // What it holds is checked below, one by one.
  const fault = value as Fault
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong('a fault must be an object')
  const unknown = Object.keys(value).find((name) => !names.includes(name))
  if (unknown !== undefined) throw wrong(`"${unknown}" is not a field of a fault; known: ${names.join(', ')}`)
  const { provider, endpoint, times = 1, probability = 1, kind, retryAfter } = fault
  if (!isProviderName(provider)) throw wrong(`provider must be one of ${Object.keys(endpointNames).join(', ')}`)
  if (endpoint !== undefined && !endpointNames[provider].includes(endpoint)) {
    throw wrong(`endpoint of ${provider} must be one of ${endpointNames[provider].join(', ')}`)
  }
  if (typeof kind !== 'function' && !faultKinds.includes(kind)) {
    throw wrong(`kind must be one of ${faultKinds.join(', ')}`)
  }
  if (times !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(times) && times > 0)) {
    throw wrong('times must be a whole number from 1 up, or Infinity')
  }
  if (typeof probability !== 'number' || !(probability > 0 && probability <= 1)) {
    throw wrong('probability must be a number above 0, up to 1')
  }
  if (retryAfter !== undefined) checkRetryAfter(kind, retryAfter)
  return fault
}

function checkRetryAfter(kind: Fault['kind'], value: unknown): void {
  if (kind !== 'rate-limit' && kind !== 'unavailable') {
    throw wrong('retryAfter goes with the kinds rate-limit and unavailable only')
  }
  const isSeconds = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
  const isHeaderText = typeof value === 'string' && /^[ -~]+$/.test(value)
  if (!isSeconds && !isHeaderText) throw wrong('retryAfter must be whole seconds or the text of an HTTP date')
}

function wrong(text: string): TypeError {
  return new TypeError(`@auth/emulator: ${text}`)
}
