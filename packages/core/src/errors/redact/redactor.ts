import type { Issue } from '../../api/shape.ts'
import { describeIssues } from './describe-issues.ts'
import type { Part } from './needles.ts'
import { unescapedOf } from './readings.ts'
import { createSearch, maxReadLength, type Search } from './search.ts'
import { viewOf } from './view.ts'

const mask = '[redacted]'
const maxTextLength = 200
// A shorter secret is part of too many words to be removed without trace.
const shortSecretLength = 6
const email = /[^\s"'`<>()[\]{},;:\\=/?&@]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?/gu

/** Makes what a provider says fit for an error or a log. */
export interface Redactor {
  /**
   * A provider's words, without any secret, in each form in which a server may echo it, and without what looks like a
   * token or an e-mail address. At most 200 printable characters are left, and none beside a short secret.
   */
  text(text: string): string
  /** A name that the provider gave to something. It is not dropped for a short secret. */
  name(name: string): string
  /** What is wrong with an answer; empty where a secret is in it, since a gap in our own words would say what stood there. */
  problem(problem: string | readonly Issue[]): string
  /** What the provider calls something by in requests. It stays as it is, unless it holds a secret or is a short one. */
  id(id: string): string
  /** A provider's own code or request id, when it is one: short, of plain characters, and without a secret. */
  identifier(value: unknown): string | undefined
}

/**
 * Each call brings the redactor of one error. It looks at the secrets, of which there may be more by then, when there
 * is something to redact; what was prepared for one error serves the next.
 */
export function createRedactor(secrets: Iterable<string>): () => Redactor {
  const prepare = createSearch(secrets)

  return () => {
    let prepared: Search | undefined
    const search = (): Search => (prepared ??= prepare())

    const redactor: Redactor = {
      text(text) {
        if (text === '' || search().shortest < shortSecretLength) return ''
        const whole = text.slice(0, maxReadLength).toWellFormed()
        const parts = search().find(whole, 0, isCutInText)
        for (const { text: reading, source } of unescapedOf(viewOf(whole))) {
          for (const { 0: found, index } of reading.matchAll(email)) parts.push(source(index, index + found.length))
        }
        return cut(hide(whole, parts).replace(/[\w+/=.~%-]{20,}/g, (run) => (looksLikeToken(run) ? mask : run)))
      },
      name(name) {
        if (name.length <= maxTextLength && search().isHarmless(name)) return name.trim()
        const whole = name.slice(0, maxReadLength).toWellFormed()
        return cut(hide(whole, search().find(whole, 0, whole.length < name.length ? isCutInText : neverCut)))
      },
      problem(problem) {
        const words = typeof problem === 'string' ? problem : describeIssues(problem)
        const shown = redactor.name(words)
        return words.startsWith(shown) ? shown : ''
      },
      id(id) {
        if (search().isHarmless(id)) return id
        if (id.length > maxReadLength) return mask
        const parts = search().find(id, 0, neverCut)
        const mayStay = search().shortest < shortSecretLength && !parts.some((part) => part[1] - part[0] === id.length)
        return hide(id, mayStay ? search().find(id, shortSecretLength, neverCut) : parts)
      },
      identifier(value) {
        if (typeof value !== 'string' || !/^[\w.:-]{1,64}$/.test(value)) return undefined
        return search().find(value, 0, neverCut).length > 0 ? undefined : value
      },
    }
    return redactor
  }
}

function neverCut(): boolean {
  return false
}

/** Where quotes, dots or the text end, a secret was cut off; before other words, one word may begin like another. */
function isCutInText(start: string, rest: string): boolean {
  return /^(?:$|["'`<>()[\]{}\\%&]|\P{ASCII}|\.\.)/u.test(rest) || (/^[^a-z\d]/i.test(rest) && /[^a-z]/.test(start))
}

function hide(text: string, parts: Part[]): string {
  let result = ''
  let reached = 0
  for (const [start, end] of parts.sort((a, b) => a[0] - b[0])) {
    if (start >= reached) result += text.slice(reached, start) + mask
    reached = Math.max(reached, end)
  }
  return result + text.slice(reached)
}

function cut(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, maxTextLength)
    .replace(/[\ud800-\udbff]$/, '')
}

/** Words joined by hyphens or underscores are prose; digits, or both cases in one run, are not. */
function looksLikeToken(run: string): boolean {
  return /\d/.test(run) || (/[a-z]/.test(run) && /[A-Z]/.test(run))
}
