import { toSnakeCase } from '../adopt/words.ts'
import type { SuccessMember } from './success-members.ts'

/** How an answer says how long the token lives. */
export interface Expiry {
  readonly kind: 'seconds' | 'date-time' | 'epoch-seconds' | 'epoch-milliseconds' | 'jwt'
  /** Where it says so; for a JWT, in the token itself. */
  readonly member: SuccessMember | undefined
  /** A time that is ahead when tests run, in virtual time. */
  readonly example: unknown
}

const lives =
  /^((access_?)?(token_?)?(expires?|expiry|expiration|valid)_?in(_?(sec|seconds))?|ttl|lifetime|max_?age|expires_?after)$/
const ends =
  /^((access_?)?(token_?)?(expires?|expiry|expiration|valid|valid_?until|expire)(_?(at|on|date|time|datetime|utc|expires?|until))*|access_token_expires?_utc|exp)$/
const inSeconds = 1_893_542_400

export function findExpiry(scalars: readonly SuccessMember[], token: SuccessMember | undefined): Expiry | undefined {
  const holder = token?.path.slice(0, -1).join('/')
  // Beside the token first: elsewhere there may be the end of something else.
  const near = scalars.filter(({ path }) => path.slice(0, -1).join('/') === holder)
  for (const member of [...near, ...scalars.filter((scalar) => !near.includes(scalar))]) {
    const found = read(member)
    if (found) return found
  }
  const example = String(token?.schema['example'] ?? '')
  const isJwt = /^jwt$|^id_?token$/i.test(token?.path.at(-1) ?? '') || /^eyJ[\w-]+\.[\w-]+/.test(example)
  return token && isJwt ? { kind: 'jwt', member: undefined, example: undefined } : undefined
}

function read(member: SuccessMember): Expiry | undefined {
  const name = toSnakeCase(member.path.at(-1) ?? '')
  const { type, format, example } = member.schema
  const isNumber = type === 'integer' || type === 'number'
  if (/refresh/.test(member.path.join('_').toLowerCase())) return undefined
  if (isNumber && (lives.test(name) || (ends.test(name) && isShort(name, example)))) {
    return { kind: 'seconds', member, example: 3600 }
  }
  if (!ends.test(name)) return undefined
  if (type === 'string') {
    const isDate = format === 'date-time' || /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(String(example))
    return isDate ? { kind: 'date-time', member, example: '2030-01-02T00:00:00Z' } : undefined
  }
  if (!isNumber) return undefined
  const isMilliseconds = Number(example) > 1e11
  return isMilliseconds
    ? { kind: 'epoch-milliseconds', member, example: inSeconds * 1000 }
    : { kind: 'epoch-seconds', member, example: inSeconds }
}

/** `expires: 3600` is a time from now, whatever its name is. */
function isShort(name: string, example: unknown): boolean {
  return !/at$|on$|date|time|until|exp$/.test(name) && Number(example) > 1 && Number(example) < 1e8
}
