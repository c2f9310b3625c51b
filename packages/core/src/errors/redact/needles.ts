import { base64FormsOf, formsOf } from './forms.ts'
import { fold, type View, viewOf } from './view.ts'

// A secret is looked up by so many of its first characters. No fewer are masked where it was cut off.
const headLength = 8
// So many characters of a secret are no accident, whatever follows them.
const tellingLength = 16
// The first secrets are those of the request. They are looked for also in base64 that lost its case, which tells little.
const requestSecrets = 20
const filterMask = 0x1_ff_ff

/** Shorter secrets are not looked for in whatever base64 and hex stand for: too much would look like them. */
export const leastEncoded = 6

/** A secret, and its forms, which for thousands of tokens are made only once something begins like one. */
interface Needle {
  readonly secret: string
  forms?: readonly string[]
}

/** A part of the text that was given, from its start to its end. */
export type Part = readonly [start: number, end: number]

/** Whether `start` may be a secret that was cut off, when `rest` follows. */
export type CutRule = (start: string, rest: string) => boolean

/** Finds secrets in texts, all of them in one go. */
export class Needles {
  /** The length of the shortest secret, or of what is left of it where characters do not count. */
  shortest: number = Infinity
  /** The length of the longest row of printable ASCII that each longer secret has, and keeps however it is encoded. */
  asciiRow: number = Infinity
  /** Whether all secrets are printable ASCII. */
  isAscii = true
  #count = 0
  readonly #short: Array<readonly [form: string, secret: string]> = []
  /** By the hash of a head. The filter says of nearly every place in a text that there is none. */
  readonly #needles = new Map<number, Needle[]>()
  readonly #filter = new Uint8Array(filterMask + 1)

  add(secret: string): void {
    this.#count += 1
    // A token, of characters that nothing changes.
    if (this.#count > requestSecrets && /^[\w./=~-]{16}/.test(secret)) {
      this.#index(secret, { secret })
      return
    }
    const forms = formsOf(secret)
    if (this.#count <= requestSecrets) forms.push(...base64FormsOf(secret))
    this.shortest = Math.min(this.shortest, [...secret].length, ...forms.map(({ length }) => length))
    const rows = secret.match(/[ -~]+/g) ?? []
    this.isAscii &&= rows[0] === secret
    const row = rows.reduce((longest, { length }) => Math.max(longest, length), 0)
    if (secret.length >= leastEncoded) this.asciiRow = Math.min(this.asciiRow, row)
    for (const form of forms) {
      if (form.length >= headLength) this.#index(form, { secret, forms })
      else if (form !== '') this.#short.push([form, secret])
    }
  }

  #index(form: string, needle: Needle): void {
    let hash = 0
    for (let place = 0; place < headLength; place += 1) hash = addLetter(hash, form, place)
    this.#filter[hash & filterMask] = 1
    const others = this.#needles.get(hash)
    if (others) others.push(needle)
    else this.#needles.set(hash, [needle])
  }

  /** Whether a text of printable ASCII may have a secret in it as it is. */
  mayBeIn(text: string): boolean {
    const folded = text.toLowerCase()
    return this.#short.some(([form]) => folded.includes(form)) || this.#visit(text, () => true)
  }

  /** The parts that are secrets of at least `minLength` characters. */
  find(view: View, minLength: number, isCut: CutRule): Part[] {
    const { text, source } = fold(viewOf(view.text))
    const parts: Part[] = []
    for (const [form, secret] of this.#short) {
      if (secret.length < minLength) continue
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        parts.push(view.source(...source(at, at + form.length)))
      }
    }
    // What begins before the end of what was found was compared with it, and is not compared again: else a row of
    // dashes would be compared with another from each of its characters.
    let reached = 0
    this.#visit(text, (start, needles) => {
      for (const needle of needles) {
        needle.forms ??= formsOf(needle.secret)
        for (const form of needle.forms) {
          if (form.length < headLength || !text.startsWith(form.slice(0, headLength), start)) continue
          let end = Math.max(start + headLength, Math.min(reached, start + form.length))
          while (end - start < form.length && text[end] === form[end - start]) end += 1
          if (end <= reached) continue
          const [from, to] = source(start, end)
          const isTelling = end - start === form.length || end - start >= tellingLength
          if (!isTelling && !isCut(text.slice(start, end), view.text.slice(to, to + 2))) continue
          reached = end
          parts.push(view.source(from, to))
        }
      }
      return false
    })
    return parts
  }

  /** Visits every place where a head may stand, until a visit says that it is enough. */
  #visit(text: string, visit: (start: number, needles: readonly Needle[]) => boolean): boolean {
    let hash = 0
    for (let place = 0; place < text.length; place += 1) {
      hash = addLetter(hash, text, place)
      if (this.#filter[hash & filterMask] === 0) continue
      const needles = this.#needles.get(hash)
      if (needles && place + 1 >= headLength && visit(place + 1 - headLength, needles)) return true
    }
    return false
  }
}

/** The hash of as many characters as a head has: each moves those before it on, until the first has left. */
function addLetter(hash: number, text: string, place: number): number {
  // The same for a letter in either case.
  return ((hash << (32 / headLength)) + (text.charCodeAt(place) & 31)) | 0
}
