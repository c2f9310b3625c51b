import type { ProviderName, TokenEnd } from '../contract.ts'
import type { AssembledEmulator } from '../emulator.ts'
import { checkedFault } from '../fault-check.ts'
import { endpointNames, isProviderName } from '../routes.ts'
import { jsonReply, type Reply, refusal } from './reply.ts'
import { endTokens, stateOf } from './state.ts'
import type { Watch } from './watch.ts'

/** A request to the admin API. */
export interface AdminRequest {
  readonly method: string
  readonly path: string
  readonly text: string
}

type Parts = AssembledEmulator & { readonly watch: Watch }
type Fields = Record<string, unknown>
type Action = (parts: Parts, fields: Fields) => Reply

/** Below `/_emulator`, by path and method. */
const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  '': { GET: showState },
  '/requests': { GET: ({ emulator }) => jsonReply(200, emulator.requests) },
  '/faults': { POST: addFault, DELETE: clearFaults },
  '/clock': { POST: moveClock },
  '/revoke': { POST: (parts, fields) => end(parts, fields, 'revoke') },
  '/expire': { POST: (parts, fields) => end(parts, fields, 'expire') },
  '/reset': { POST: reset },
}

/** Everything that tests do with the object, over HTTP, for tests in any language. */
export function handleAdmin({ method, path, text }: AdminRequest, parts: Parts): Reply {
  const rest = path.slice('/_emulator'.length)
  const methods = Object.hasOwn(actions, rest) ? actions[rest] : undefined
  if (methods === undefined) return refusal(404, `nothing at ${path}; known: ${knownPaths()}`)
  const known = method === 'HEAD' ? 'GET' : method
  const action = Object.hasOwn(methods, known) ? methods[known] : undefined
  const allow = Object.keys(methods).join(', ')
  if (action === undefined) return refusal(405, `${method} is not for ${path}; use ${allow}`, { allow })
  try {
    return action(parts, readFields(text))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return refusal(400, error.message.replace(/^@auth\/emulator: /, ''))
  }
}

function showState(parts: Parts): Reply {
  const { urls, credentials } = parts.emulator
  const { now, tokens, faults } = stateOf(parts, parts.watch)
  return jsonReply(200, { now, urls, credentials, tokens, faults })
}

function addFault({ emulator }: Parts, { times, ...fields }: Fields): Reply {
  // JSON has no Infinity, and null is what it makes of one.
  const count = times === undefined ? {} : { times: times === null ? Number.POSITIVE_INFINITY : times }
  emulator.fail(checkedFault({ ...fields, ...count }))
  return done
}

function clearFaults({ emulator }: Parts, fields: Fields): Reply {
  allowOnly(fields, [])
  emulator.clearFaults()
  return done
}

function moveClock({ emulator }: Parts, fields: Fields): Reply {
  allowOnly(fields, ['advanceMs'])
  const { advanceMs } = fields
  if (typeof advanceMs !== 'number' || !Number.isFinite(advanceMs)) {
    throw new TypeError('advanceMs must be a number of milliseconds')
  }
  emulator.advance(advanceMs)
  return jsonReply(200, { now: emulator.now() })
}

function end(parts: Parts, fields: Fields, how: TokenEnd): Reply {
  allowOnly(fields, ['provider', 'token'])
  const { provider, token } = fields
  if (!isProviderName(provider)) {
    throw new TypeError(`provider must be one of ${Object.keys(endpointNames).join(', ')}`)
  }
  if (token === undefined) return endAll(parts, provider, how)
  if (typeof token !== 'string') throw new TypeError('token must be as the state shows it: *** and four characters')
  if (endTokens(parts, { provider, token, how }) === 0) throw new TypeError(`${provider} has no live token like that`)
  parts.watch.changed()
  return done
}

function endAll(parts: Parts, provider: ProviderName, how: TokenEnd): Reply {
  if (how === 'revoke') parts.emulator.revokeAccessTokens(provider)
  else endTokens(parts, { provider, token: undefined, how })
  parts.watch.changed()
  return done
}

function reset({ emulator }: Parts, fields: Fields): Reply {
  allowOnly(fields, [])
  emulator.reset()
  return done
}

function readFields(text: string): Fields {
  if (text.trim() === '') return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new TypeError('the body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('the body must be a JSON object')
  }
  return { ...value }
}

function allowOnly(fields: Fields, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown === undefined) return
  throw new TypeError(
    `"${unknown}" is not known here; ${known.length > 0 ? `known: ${known.join(', ')}` : 'no fields are'}`,
  )
}

function knownPaths(): string {
  return Object.keys(actions)
    .map((path) => `/_emulator${path}`)
    .join(', ')
}

const done: Reply = { status: 204 }
