import { encodeBase64 } from '../api/base64.ts'

const maxTextLength = 200
const shortSecretLength = 6
// A pattern of many thousand characters overflows the platform's stack, and its error repeats the pattern.
const longestPattern = 1024

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

/**
 * Longest first, so that a secret that contains another is removed whole. Half a character is sent as U+FFFD, and so it
 * is in every text that is read.
 */
function bySize(secrets: Iterable<string>): string[] {
  return Array.from(secrets, (secret) => secret.toWellFormed())
    .filter((secret) => secret !== '')
    .sort((a, b) => b.length - a.length)
}

function hideSecrets(text: string, secrets: readonly string[]): string {
  const whole = text.toWellFormed()
  const isLong = (secret: string): boolean => secret.length > longestPattern
  // Cut out by halves, a long secret might leave a rest: better no text at all.
  if (secrets.some((secret) => isLong(secret) && patternOf(secret, longestPattern).test(whole))) return ''
  const patterns = secrets.filter((secret) => !isLong(secret)).map((secret) => patternOf(secret))
  const hide = (from: string): string =>
    patterns.reduce((result, pattern) => result.replace(pattern, '[redacted]'), from)
  // Twice: a secret with a space in it may show only once a line break has become one.
  return hide(hide(whole).replace(/[\p{C}\p{Z}]+/gu, ' '))
}

function cut(text: string): string {
  return text
    .trim()
    .slice(0, maxTextLength)
    .replace(/[\ud800-\udbff]$/, '')
}

/** Matches a secret, or its start, as it is and in every form in which servers repeat what they were sent. */
function patternOf(secret: string, length?: number): RegExp {
  const start = [...secret].slice(0, length).join('')
  const base64 = encodeBase64(secret).replace(/=+$/, '').slice(0, length)
  return new RegExp(`${escaped(start)}|${escaped(base64, { '+': '-', '/': '_' })}(?:=|%3d){0,2}`, 'giu')
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

const ownForms: Readonly<Record<string, string>> = {
  ' ': String.raw`\+`,
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  "'": '&apos;',
  '"': '&quot;',
  // JSON keeps half a character.
  '\ufffd': String.raw`\\ud[89a-f][\da-f]{2}`,
}

/** One character percent-encoded, form-encoded, as HTML, JSON-escaped and plain, as sources of patterns. */
function formsOf(character: string): Array<string | undefined> {
  const point = character.codePointAt(0) ?? 0
  const percent = Array.from(new TextEncoder().encode(character), (byte) => `%${hex(byte, 2)}`)
  // Some servers write Latin-1.
  const latin1 = `%${hex(point, 2)}`
  const html = [`&#0*${point};`, `&#x0*${hex(point, 1)};`]
  const json = character.split('').map((unit) => String.raw`\\u${hex(unit.charCodeAt(0), 4)}`)
  const short = JSON.stringify(character).slice(1, -1)
  // The plain character is last: it may be the start of another form. Any may be escaped by a backslash.
  const plain = [short, character].map((text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'))
  return [ownForms[character], percent.join(''), latin1, ...html, json.join(''), plain[0], `\\\\?${plain[1]}`]
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0')
}

/** Words joined by hyphens or underscores are prose; digits, or both cases in one run, are not. */
function looksLikeToken(run: string): boolean {
  return /\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run))
}
