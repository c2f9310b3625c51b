import { encodeBase64 } from './base64.ts'
import type { Operation } from './operation.ts'
import { collectSecrets } from './read.ts'
import { encodeForm, encodeText, listOf } from './scalars.ts'
import type { ParameterWriter } from './styles.ts'

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
  // Not what every object inherits: a parameter may be named `constructor`.
  const values: Readonly<Record<string, unknown>> = { __proto__: null, ...request }
  const headers = new Headers({ accept: operation.accept ?? 'application/json' })
  let { path } = operation
  let search = ''
  const put = (place: string, name: string, value: unknown, write?: ParameterWriter): void => {
    const text = write
      ? write(name, value, headers)
      : place === 'query'
        ? encodeForm({ [name]: value })
        : listOf(name, value)
            .map(place === 'path' ? encodeText : String)
            .join(',')
    if (place === 'path') path = path.replaceAll(`{${name}}`, () => checkPathSegment(name, text))
    if (place === 'query' && text) search += `${search ? '&' : '?'}${text}`
    if (place === 'header') setHeader(headers, name, text)
  }
  for (const { in: place, name, from = name, secret, write } of operation.parameters ?? []) {
    const value = values[from] ?? undefined
    if (value === undefined && place !== 'path') continue
    if (secret) collectSecrets({ type: 'any', secret }, value, secrets)
    put(place, name, value, write)
  }
  for (const scheme of operation.security ?? []) {
    const value = values[scheme.from]
    if (value === undefined) continue
    if (scheme.type === 'basic') {
      const { username, password } = value as { username: string; password: string } // as the generator types it
      const encoded = encodeBase64(new TextEncoder().encode(`${username}:${password}`))
      for (const secret of [username, password, encoded]) secrets.add(secret)
      put('header', 'authorization', `Basic ${encoded}`)
      continue
    }
    const secret = String(value)
    secrets.add(secret)
    if (scheme.type === 'bearer') put('header', 'authorization', `Bearer ${secret}`)
    else put(scheme.type, scheme.name, secret)
  }
  let body: string | undefined
  const given = values['body']
  if (operation.body && given !== undefined) {
    const { type, schema, contentType, write = type === 'json' ? JSON.stringify : encodeForm } = operation.body
    collectSecrets(schema.shape, given, secrets)
    body = write(given)
    const plain = type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'
    headers.set('content-type', contentType ?? plain)
  }
  return { url: `${baseUrl.replace(/\/+$/, '')}${path}${search}`, method: operation.method, headers, body }
}

/** A segment of dots would change the path: a URL parser reads `%2E` as a dot too, so it cannot be escaped. */
function checkPathSegment(name: string, text: string): string {
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`\`${name}\` is part of a path: it must not be empty, "." or ".."`)
  return text
}

/** The platform's own error repeats the value, which may be a key. */
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value)
  } catch {
    throw new TypeError(`\`${name}\` is sent as a header: it must not hold line breaks or characters beyond Latin-1`)
  }
}
