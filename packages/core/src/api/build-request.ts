import { encodeBase64 } from './base64.ts'
import type { Operation } from './operation.ts'
import { collectSecrets } from './read.ts'

export interface BuiltRequest {
  url: string
  method: string
  headers: Headers
  body: string | undefined
}

/**
 * Turns an operation and its values into a request. Nothing is sent.
 *
 * @param secrets - Gets every secret that the request carries, as the caller gave it.
 */
export function buildRequest(
  operation: Operation,
  baseUrl: string,
  request: object,
  secrets: Set<string>,
): BuiltRequest {
  // Generated request types have exactly the members that their operation names.
  const values = request as Readonly<Record<string, unknown>>
  const headers = new Headers({ accept: 'application/json' })
  const query = new URLSearchParams()
  let path = operation.path
  const put = (place: 'path' | 'query' | 'header', name: string, texts: readonly string[]): void => {
    if (place === 'path') path = path.replace(`{${name}}`, encodePathSegment(name, texts.join(',')))
    if (place === 'query') for (const text of texts) query.append(name, text)
    if (place === 'header') setHeader(headers, name, texts.join(', '))
  }
  for (const { in: place, name, secret } of operation.parameters ?? []) {
    const value = values[name]
    if (value === undefined && place !== 'path') continue
    const texts = [value ?? ''].flat().map(String)
    if (secret) for (const text of texts) secrets.add(text)
    put(place, name, texts)
  }
  for (const scheme of operation.security ?? []) {
    const value = values[scheme.from]
    if (value === undefined) continue
    if (scheme.type === 'basic') {
      const { username, password } = value as { username: string; password: string } // as the generator types it
      const encoded = encodeBase64(`${username}:${password}`)
      for (const secret of [username, password, encoded]) secrets.add(secret)
      put('header', 'authorization', [`Basic ${encoded}`])
      continue
    }
    const secret = String(value)
    secrets.add(secret)
    if ('name' in scheme) put(scheme.type, scheme.name, [secret])
    else put('header', 'authorization', [`Bearer ${secret}`])
  }
  let body: string | undefined
  const given = values['body']
  if (operation.body && given !== undefined) {
    const { type, schema } = operation.body
    collectSecrets(schema.shape, given, secrets)
    body = type === 'json' ? JSON.stringify(given) : encodeForm(given)
    headers.set('content-type', type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded')
  }
  const search = query.size > 0 ? `?${query}` : ''
  return { url: `${baseUrl.replace(/\/+$/, '')}${path}${search}`, method: operation.method, headers, body }
}

/** A segment of dots would change the path: a URL parser reads `%2E` as a dot too, so it cannot be escaped. */
function encodePathSegment(name: string, value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`\`${name}\` is part of a path: it must not be empty, "." or ".."`)
  return encodeURIComponent(value.toWellFormed())
}

/** The platform's own error repeats the value, which may be a key. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    throw new TypeError(`\`${name}\` is sent as a header: it must not hold line breaks or characters beyond Latin-1`)
  }
}

function encodeForm(values: unknown): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(values as object)) {
    if (value !== undefined) form.append(name, String(value))
  }
  return form.toString()
}
