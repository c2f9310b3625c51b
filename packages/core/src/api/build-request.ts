import type { Operation } from './operation.ts'
import { collectSecrets } from './read.ts'

export interface BuiltRequest {
  url: string
  method: string
  headers: Headers
  body: string | undefined
  /** Every secret that the request carries, as the caller gave it. */
  secrets: ReadonlySet<string>
}

/** Turns an operation and its values into a request. Nothing is sent. */
export function buildRequest(operation: Operation, baseUrl: string, request: object): BuiltRequest {
  // Generated request types have exactly the members that their operation names.
  const values = request as Readonly<Record<string, unknown>>
  const headers = new Headers({ accept: 'application/json' })
  const query = new URLSearchParams()
  const secrets = new Set<string>()
  let path = operation.path
  for (const parameter of operation.parameters ?? []) {
    const value = values[parameter.name]
    if (value === undefined && parameter.in !== 'path') continue
    const texts = (Array.isArray(value) ? value : [value ?? '']).map(String)
    if (parameter.secret) for (const text of texts) secrets.add(text)
    if (parameter.in === 'path')
      path = path.replace(`{${parameter.name}}`, encodePathSegment(parameter.name, texts.join(',')))
    if (parameter.in === 'header') setHeader(headers, parameter.name, texts.join(', '))
    if (parameter.in === 'query') for (const text of texts) query.append(parameter.name, text)
  }
  for (const scheme of operation.security ?? []) {
    const value = values[scheme.from]
    if (value === undefined) continue
    if (scheme.type === 'basic') {
      const { username, password } = value as { username: string; password: string } // as the generator types it
      const encoded = encodeBase64(`${username}:${password}`)
      for (const secret of [username, password, encoded]) secrets.add(secret)
      headers.set('authorization', `Basic ${encoded}`)
      continue
    }
    secrets.add(String(value))
    if (scheme.type === 'bearer') setHeader(headers, 'authorization', `Bearer ${value}`)
    if (scheme.type === 'header') setHeader(headers, scheme.name, String(value))
    if (scheme.type === 'query') query.append(scheme.name, String(value))
  }
  const search = query.size > 0 ? `?${query}` : ''
  let body: string | undefined
  if (operation.body && values['body'] !== undefined) {
    collectSecrets(operation.body.schema.shape, values['body'], secrets)
    body = operation.body.type === 'json' ? JSON.stringify(values['body']) : encodeForm(values['body'])
    headers.set(
      'content-type',
      operation.body.type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
    )
  }
  return { url: `${baseUrl.replace(/\/+$/, '')}${path}${search}`, method: operation.method, headers, body, secrets }
}

/** `btoa` takes Latin-1 only; credentials are UTF-8. */
export function encodeBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

/** A segment of dots would change the path: a URL parser reads `%2E` as a dot too, so it cannot be escaped. */
function encodePathSegment(name: string, value: string): string {
  if (/^\.{0,2}$/.test(value)) throw new TypeError(`\`${name}\` is part of a path: it must not be empty, "." or ".."`)
  return encodeURIComponent(value)
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
