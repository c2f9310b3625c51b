import { parseJsonObject } from './http.ts'

const mask = '***'

// What an entry keeps of one field, and of all fields together: a journal of a thousand stays below 20 MB.
const longestText = 500
const mostPerEntry = 8000
/** Longer bodies are not looked into. */
const longestBody = 262_144
const deepest = 8

const secretPart =
  /pass|pwd|secret|token|otp|jwt|assertion|credential|session|signature|private|cookie|api_?key|access_?key|client_key|verifier/
const secretEnd = /(^|_)(pin|code|sid|sig)$/
// Looked for first: most names are none of these.
const perhapsSecret =
  /pass|pwd|secret|token|otp|jwt|assertion|credential|session|signature|private|cookie|key|verifier|pin|code|sid|sig/i
const secretHeader = /^(?!www-authenticate$).*(auth|key|nonce)/
const harmlessEnd = /(_type|_hint|_validity|_profile_id|expires(_in|_at)?)$/
const jwt = /\beyJ[\w-]{6,}(\.[\w-]*){0,2}/g
const presented = /\b(bearer|basic|digest|token|refreshtoken|nonce)\s+[^\s,;"]+/gi
const assigned = /(^|[?&;#\s])([\w.~-]+)=([^&;#\s]+)/g

/** The fields of query and body, secrets as `***`, and no more than a page of them. */
export function maskedParameters(query: URLSearchParams, text: string, contentType: string): Record<string, string> {
  const fields = boundedFields()
  for (const [name, value] of query) fields.add(name, () => maskedField(name, value))
  if (text.length > longestBody) {
    fields.add('…', () => `a body of ${text.length} characters, which is not kept`)
  } else if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    for (const [name, value] of new URLSearchParams(text)) fields.add(name, () => maskedField(name, value))
  } else {
    // Some clients send JSON and forget to say so.
    for (const [name, value] of Object.entries(parseJsonObject(text) ?? {})) {
      fields.add(name, () => (typeof value === 'string' ? maskedField(name, value) : maskedJson(name, value)))
    }
  }
  return fields.all()
}

/** Headers, secrets as `***`. A scheme stays, which is what tests ask about. */
export function maskedHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const fields = boundedFields()
  for (const [name, value] of headers) fields.add(name, () => maskedHeader(name, value))
  return fields.all()
}

/** A path whose segments that look like a secret, or follow the word for one, are `***`. */
export function maskedPath(path: string): string {
  let before = ''
  const segments = cut(path).split('/')
  return segments
    .map((segment) => {
      const follows = isSecret(before) && !/^(refresh|revoke|validate|verify|)$/.test(segment)
      before = segment
      return follows || isOpaque(segment) ? mask : maskedText(segment)
    })
    .join('/')
}

/** Text with the secrets in it that can be told by their looks. Most texts have none: looking is what takes time. */
export function maskedText(text: string): string {
  const short = cut(text)
  const withoutJwt = short.includes('eyJ') ? short.replace(jwt, mask) : short
  if (!withoutJwt.includes('=')) return withoutJwt
  return withoutJwt.replace(assigned, (all: string, start: string, name: string) =>
    isSecret(name) ? `${start}${name}=${mask}` : all,
  )
}

/** Long enough to be a token, with letters and digits. UUIDs and the ids of Meshy stay: people look for them. */
function isOpaque(segment: string): boolean {
  if (segment.length < 28) return false
  const runs = segment.replaceAll(/%[\da-f]{2}/gi, '0').match(/[A-Za-z\d+=]{28,}/g) ?? []
  return runs.some((run) => /\d/.test(run) && /[a-z]/i.test(run))
}

function maskedHeader(name: string, value: string): string {
  if (name.endsWith('authorization')) return maskedAuthorization(cut(value))
  if (value !== '' && (isSecret(name) || secretHeader.test(name))) return mask
  const text = maskedText(value)
  return text.includes(' ') ? text.replace(presented, (_, scheme: string) => `${scheme} ${mask}`) : text
}

function maskedAuthorization(value: string): string {
  const scheme = /^([a-z]+) ./i.exec(value)?.[1]
  return scheme === undefined ? mask : `${scheme} ${mask}`
}

function maskedField(name: string, value: string): string {
  return isSecret(name) && value !== '' ? mask : maskedText(value)
}

function maskedJson(name: string, value: unknown): string {
  const masked = maskedValue(name, value, false, 0)
  return typeof masked === 'string' ? masked : cut(JSON.stringify(masked))
}

/** What is inside a secret is one, save for what tells of it only, such as when it ends. */
function maskedValue(name: string, value: unknown, inSecret: boolean, depth: number): unknown {
  const secret = isSecret(name) || (inSecret && !harmlessEnd.test(name))
  if (typeof value !== 'object' || value === null) {
    if (secret && value !== '' && value !== null) return mask
    return typeof value === 'string' ? maskedText(value) : value
  }
  if (depth === deepest) return '…'
  const inner = Object.entries(value)
    .slice(0, 50)
    .map(([key, item]) => [key, maskedValue(Array.isArray(value) ? name : key, item, secret, depth + 1)] as const)
  return Array.isArray(value) ? inner.map(([, item]) => item) : Object.fromEntries(inner)
}

function isSecret(name: string): boolean {
  if (!perhapsSecret.test(name)) return false
  const words = name
    .slice(0, longestText)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '_')
  return (secretPart.test(words) || secretEnd.test(words)) && !harmlessEnd.test(words)
}

function cut(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}… (${text.length} characters)` : text
}

/** The first of several equal names wins, as long as there is room. */
function boundedFields(): { add(name: string, value: () => string): void; all(): Record<string, string> } {
  const found = new Map<string, string>()
  let left = mostPerEntry
  return {
    add(name, value) {
      const key = cut(name)
      if (found.has(key) || left <= 0) return
      const text = value()
      left -= key.length + text.length
      found.set(left > 0 ? key : '…', left > 0 ? text : 'more, which is not kept')
    },
    all: () => Object.fromEntries(found),
  }
}
