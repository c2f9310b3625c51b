const maxTextLength = 200
const shortSecretLength = 6
// A pattern of many thousand characters overflows the platform's stack, and its error repeats the pattern.
// A multiple of three, so that the base64 of a start is the start of the base64.
const longestPattern = 1023

/**
 * Makes a provider's text fit for an error or a log: every known secret is removed, in each form in which a server
 * may echo it, and so is whatever looks like a token. At most 200 printable characters are left.
 */
export function redactText(text: string, secrets: Iterable<string>): string {
  const known = bySize(secrets)
  // A short secret is part of too many words to be removed without trace: better no text at all.
  if (known.some((secret) => secret.length < shortSecretLength)) return ''
  const bare = hideSecrets(text, known)
  return cut(bare.replace(/[\w+/=.~%-]{20,}/g, (run) => (looksLikeToken(run) ? '[redacted]' : run)))
}

/** A name that the provider gave to something, without secrets. Unlike prose, it is not dropped for a short secret. */
export function redactName(name: string, secrets: Iterable<string>): string {
  return cut(hideSecrets(name, bySize(secrets)))
}

/** A provider's own code or request id, when it is one: short, of plain characters, and not a secret. */
export function safeIdentifier(value: unknown, secrets: Iterable<string>): string | undefined {
  if (typeof value !== 'string' || !/^[\w.:-]{1,64}$/.test(value)) return undefined
  return bySize(secrets).some((secret) => secret.length <= value.length && patternOf(secret).test(value))
    ? undefined
    : value
}

/** Longest first, so that a secret that contains another is removed whole. */
function bySize(secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => secret !== '').sort((a, b) => b.length - a.length)
}

function hideSecrets(text: string, secrets: readonly string[]): string {
  const long = secrets.filter((secret) => secret.length > longestPattern)
  // Cut out by halves, a long secret might leave a rest: better no text at all.
  if (text === '' || long.some((secret) => patternOf(secret.slice(0, longestPattern)).test(text))) return ''
  const patterns = secrets.filter((secret) => !long.includes(secret)).map(patternOf)
  const hide = (from: string): string =>
    patterns.reduce((result, pattern) => result.replace(pattern, '[redacted]'), from)
  // Twice: a secret with a space in it may show only once a line break has become one.
  return hide(hide(text).replace(/[\p{C}\p{Z}]+/gu, ' '))
}

function cut(text: string): string {
  return text
    .trim()
    .slice(0, maxTextLength)
    .replace(/[\ud800-\udbff]$/, '')
}

/** Matches a secret as it is, and in every form in which servers repeat what they were sent. */
function patternOf(secret: string): RegExp {
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret))
  const base64 = btoa(bytes).replace(/=+$/, '')
  return new RegExp(`${escaped(secret)}|${escaped(base64, { '+': '-', '/': '_' })}(?:=|%3d){0,2}`, 'giu')
}

/** Servers differ in which characters they escape, so each may stand in any form. Letters and digits stay themselves. */
function escaped(text: string, also: Record<string, string> = {}): string {
  return [...text]
    .map((character) => {
      if (/[a-z\d]/i.test(character)) return character
      return `(?:${[...formsOf(character), also[character]].filter(Boolean).join('|')})`
    })
    .join('')
}

const ownForms: Readonly<Record<string, readonly string[]>> = {
  ' ': [String.raw`\+`],
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  "'": ['&apos;', String.raw`\\'`],
  '"': ['&quot;', String.raw`\\"`],
  '\\': [String.raw`\\\\`],
  '/': [String.raw`\\/`],
  '\b': [String.raw`\\b`],
  '\f': [String.raw`\\f`],
  '\n': [String.raw`\\n`],
  '\r': [String.raw`\\r`],
  '\t': [String.raw`\\t`],
}

/** One character plain, percent-encoded, form-encoded, JSON-escaped and as HTML, as sources of patterns. */
function formsOf(character: string): string[] {
  const point = character.codePointAt(0) ?? 0
  const percent = Array.from(new TextEncoder().encode(character), (byte) => `%${hex(byte, 2)}`)
  const json = character.split('').map((unit) => String.raw`\\u${hex(unit.charCodeAt(0), 4)}`)
  const html = [`&#0*${point};`, `&#x0*${hex(point, 1)};`]
  const plain = character.replace(/[.*+?^${}()|[\]\\/]/, '\\$&')
  const latin1 = point >= 0x80 && point <= 0xff ? [`%${hex(point, 2)}`] : []
  // The plain character is last: it may be the start of another form.
  return [...(ownForms[character] ?? []), percent.join(''), ...latin1, json.join(''), ...html, plain]
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}

/** Words joined by hyphens or underscores are prose; digits, or both cases in one run, are not. */
function looksLikeToken(run: string): boolean {
  return /\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run))
}
