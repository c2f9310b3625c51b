const maxTextLength = 200
const shortSecretLength = 6

/**
 * Makes a provider's text fit for an error or a log: every known secret is removed, in each form in which a server
 * may echo it, and so is whatever looks like a token. At most 200 printable characters are left.
 */
export function redactText(text: string, secrets: Iterable<string>): string {
  let result = text
  for (const secret of bySize(secrets)) {
    // A short secret is part of too many words to be removed without trace: better no text at all.
    if (secret.length < shortSecretLength) return ''
    for (const form of formsOf(secret)) result = result.replace(new RegExp(escapePattern(form), 'gi'), '[redacted]')
  }
  return result
    .replace(/[\w+/=.~%-]{20,}/g, (run) => (looksLikeToken(run) ? '[redacted]' : run))
    .replace(/[^\x20-\x7e\u00a0-\u{10ffff}]+/gu, ' ')
    .trim()
    .slice(0, maxTextLength)
}

/** A provider's own code or request id, when it is one: short, of plain characters, and not a secret. */
export function safeIdentifier(value: unknown, secrets: Iterable<string>): string | undefined {
  if (typeof value !== 'string' || !/^[\w.:-]{1,64}$/.test(value)) return undefined
  const lower = value.toLowerCase()
  for (const secret of bySize(secrets)) {
    for (const form of formsOf(secret)) {
      if (lower.includes(form.toLowerCase())) return undefined
    }
  }
  return value
}

/** Longest first, so that a secret that contains another is removed whole. */
function bySize(secrets: Iterable<string>): string[] {
  return [...secrets].filter((secret) => secret !== '').sort((a, b) => b.length - a.length)
}

function formsOf(secret: string): Set<string> {
  const json = JSON.stringify(secret).slice(1, -1)
  const bytes = String.fromCharCode(...new TextEncoder().encode(secret))
  const base64 = btoa(bytes).replace(/=+$/, '')
  return new Set([
    secret,
    encodeURIComponentSafely(secret),
    new URLSearchParams([['', secret]]).toString().slice(1),
    json,
    json.replaceAll('/', '\\/'),
    escapeNonAscii(json),
    base64,
    base64.replaceAll('+', '-').replaceAll('/', '_'),
    encodeURIComponent(btoa(bytes)),
    escapeHtml(secret),
  ])
}

/** A lone surrogate cannot be percent-encoded. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

function escapeNonAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

/** Words joined by hyphens or underscores are prose; digits, or both cases in one run, are not. */
function looksLikeToken(run: string): boolean {
  return /\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run))
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
