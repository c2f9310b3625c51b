export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

/** A text answer without a Content-Type header, as some servers send their plain errors. */
export function noContentType(status: number, text: string): Response {
  // A string body would make the platform add text/plain.
  return new Response(text === '' ? null : new TextEncoder().encode(text), { status })
}

/**
 * The fields of a form of either kind, or undefined when it is not a form. Field names are lower-cased; the first of
 * several equal names wins.
 */
export async function readForm(text: string, contentType: string): Promise<Map<string, string> | undefined> {
  if (/^application\/x-www-form-urlencoded *(;|$)/i.test(contentType)) return parseForm(text)
  if (!/^multipart\/form-data *;/i.test(contentType)) return undefined
  try {
    const form = await new Response(text, { headers: { 'content-type': contentType } }).formData()
    return firstOfEach([...form].filter((field): field is [string, string] => typeof field[1] === 'string'))
  } catch {
    return undefined
  }
}

/** Standard form decoding. Field names are lower-cased; the first of several equal names wins. */
export function parseForm(text: string): Map<string, string> {
  return firstOfEach(new URLSearchParams(text))
}

function firstOfEach(all: Iterable<[string, string]>): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of all) {
    const key = name.toLowerCase()
    if (!fields.has(key)) fields.set(key, value)
  }
  return fields
}

/** Undefined when the text is not a JSON object. */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Unique and URL-safe: `prefix` followed by `length` random characters. */
export function randomToken(prefix: string, length: number): string {
  let text = ''
  while (text.length < length) text += crypto.randomUUID().replaceAll('-', '')
  return prefix + text.slice(0, length)
}

/** A syntactically real JWT whose signature is random: clients may decode it, nobody can verify it. */
export function createJwt(claims: Record<string, unknown>): string {
  const header = base64url(JSON.stringify({ alg: 'RS256', typ: 'JWT' }))
  return `${header}.${base64url(JSON.stringify(claims))}.${base64url(randomToken('', 64))}`
}

function base64url(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
