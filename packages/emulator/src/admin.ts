import type { Emulator } from './emulator.ts'
import { checkedFault } from './fault-check.ts'
import { json } from './http.ts'
import { endpointNames, isProviderName } from './routes.ts'

type Fields = Record<string, unknown>
type Action = (emulator: Emulator, fields: Fields) => Response

/** Below `/_emulator`, by path and method. */
const actions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
  '': { GET: showState },
  '/requests': { GET: (emulator) => json(200, emulator.requests) },
  '/faults': { POST: addFault, DELETE: clearFaults },
  '/clock': { POST: moveClock },
  '/revoke': { POST: revoke },
  '/reset': { POST: reset },
}

/** Everything that tests do with the object, over HTTP, for tests in any language. */
export async function handleAdmin(request: Request, emulator: Emulator): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '')
  const rest = path.slice('/_emulator'.length)
  const methods = Object.hasOwn(actions, rest) ? actions[rest] : undefined
  if (methods === undefined) return refused(404, `nothing at ${path}; known: ${knownPaths()}`)
  const method = request.method === 'HEAD' ? 'GET' : request.method
  const action = Object.hasOwn(methods, method) ? methods[method] : undefined
  const allow = Object.keys(methods).join(', ')
  if (action === undefined) return refused(405, `${request.method} is not for ${path}; use ${allow}`, { allow })
  try {
    return action(emulator, readFields(await request.text()))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return refused(400, error.message.replace(/^@auth\/emulator: /, ''))
  }
}

function showState(emulator: Emulator): Response {
  const { urls, credentials } = emulator
  return json(200, { now: emulator.now(), urls, credentials, tokens: emulator.liveTokens() })
}

function addFault(emulator: Emulator, { times, ...fields }: Fields): Response {
  // JSON has no Infinity, and null is what it makes of one.
  const count = times === undefined ? {} : { times: times === null ? Number.POSITIVE_INFINITY : times }
  emulator.fail(checkedFault({ ...fields, ...count }))
  return done()
}

function clearFaults(emulator: Emulator, fields: Fields): Response {
  allowOnly(fields, [])
  emulator.clearFaults()
  return done()
}

function moveClock(emulator: Emulator, fields: Fields): Response {
  allowOnly(fields, ['advanceMs'])
  const { advanceMs } = fields
  if (typeof advanceMs !== 'number' || !Number.isFinite(advanceMs)) {
    throw new TypeError('advanceMs must be a number of milliseconds')
  }
  emulator.advance(advanceMs)
  return json(200, { now: emulator.now() })
}

function revoke(emulator: Emulator, fields: Fields): Response {
  allowOnly(fields, ['provider'])
  const { provider } = fields
  if (!isProviderName(provider)) {
    throw new TypeError(`provider must be one of ${Object.keys(endpointNames).join(', ')}`)
  }
  emulator.revokeAccessTokens(provider)
  return done()
}

function reset(emulator: Emulator, fields: Fields): Response {
  allowOnly(fields, [])
  emulator.reset()
  return done()
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

function done(): Response {
  return new Response(null, { status: 204 })
}

function refused(status: number, error: string, headers: Record<string, string> = {}): Response {
  return json(status, { error }, headers)
}
