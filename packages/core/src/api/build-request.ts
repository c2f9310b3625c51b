import { encodeBase64 } from './base64.ts'
import type { Operation } from './operation.ts'
import { collectSecrets } from './read.ts'
import { encodeText, listOf, scalarsIn } from './scalars.ts'

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
  const query: string[] = []
  let path = operation.path
  /** Puts a text where it belongs. For path and query it is encoded already. */
  const put = (place: 'path' | 'query' | 'header' | 'cookie', name: string, text: string): void => {
    if (place === 'path') path = path.replaceAll(`{${name}}`, () => checkPathSegment(name, text))
    if (place === 'query' && text) query.push(text)
    if (place === 'header') setHeader(headers, name, text)
    if (place === 'cookie') setHeader(headers, 'cookie', [headers.get('cookie'), text].filter(Boolean).join('; '))
  }
  for (const { in: place, name, secret, write } of operation.parameters ?? []) {
    const value = values[name] ?? undefined
    if (value === undefined && place !== 'path') continue
    if (secret) for (const text of scalarsIn(value)) secrets.add(text)
    if (write) put(place, name, write(name, value))
    else if (place === 'query') put(place, name, encodeQuery(name, value))
    else if (place === 'path') put(place, name, listOf(name, value).map(encodeText).join(','))
    else put(place, name, listOf(name, value).join(','))
  }
  for (const scheme of operation.security ?? []) {
    const value = values[scheme.from]
    if (value === undefined) continue
    if (scheme.type === 'basic') {
      const { username, password } = value as { username: string; password: string } // as the generator types it
      const encoded = encodeBase64(`${username}:${password}`)
      for (const secret of [username, password, encoded]) secrets.add(secret)
      put('header', 'authorization', `Basic ${encoded}`)
      continue
    }
    const secret = String(value)
    secrets.add(secret)
    if (scheme.type === 'bearer') put('header', 'authorization', `Bearer ${secret}`)
    else if (scheme.type === 'cookie') put('cookie', scheme.name, scheme.write(scheme.name, secret))
    else put(scheme.type, scheme.name, scheme.type === 'query' ? encodeQuery(scheme.name, secret) : secret)
  }
  let body: string | undefined
  let given = values['body']
  if (operation.body && given !== undefined) {
    const { type, schema, contentType, fields, leaveOut } = operation.body
    collectSecrets(schema.shape, given, secrets)
    if (leaveOut) given = leaveOut(schema.shape, given)
    body = type === 'json' ? JSON.stringify(given) : encodeForm(given, fields)
    headers.set(
      'content-type',
      contentType ?? (type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded'),
    )
  }
  const search = query.length > 0 ? `?${query.join('&')}` : ''
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

/** A list is sent item by item, under one name. */
function encodeQuery(name: string, value: unknown): string {
  return new URLSearchParams(listOf(name, value).map((text) => [name, text])).toString()
}

type Fields = NonNullable<Operation['body']>['fields']

function encodeForm(values: unknown, fields: Fields = {}): string {
  return Object.entries(values as object) // the body of a form is an object
    .map(([name, value]) =>
      Object.hasOwn(fields, name) && value != null ? fields[name]?.(name, value) : encodeQuery(name, value),
    )
    .filter(Boolean)
    .join('&')
}
