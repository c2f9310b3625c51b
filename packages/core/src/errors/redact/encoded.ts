import type { View } from './view.ts'

const base64Run = /[\w+/-]{8,}={0,2}/g
const hexRun = /[\da-f]{12,}/gi
// Six characters or more of a text in ASCII, or in UTF-8 or Latin-1. What is no base64 or hex has few such rows.
const ascii = /[\t\n\r -~]{6,}/g
const inCharsets =
  /(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\xa0-\xff]){6,}/g

/**
 * Every readable text that base64, base64url or hex in a view may stand for, from wherever they begin.
 *
 * @param isAscii - Whether only ASCII is wanted.
 */
export function* decodeRuns(view: View, isAscii: boolean): Generator<View> {
  const readable = isAscii ? ascii : inCharsets
  for (const { 0: run, index } of view.text.matchAll(base64Run)) {
    const digits = run.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
    for (let start = 0; start < 4; start += 1) {
      // One digit of a last group of four is not even a byte.
      const rest = (digits.length - start) % 4 === 1 ? digits.slice(start, -1) : digits.slice(start)
      yield* partsOf(atob(rest), readable, (from, to) => {
        const end = start + Math.ceil((to * 8) / 6)
        return view.source(index + start + Math.floor((from * 8) / 6), index + (end < digits.length ? end : run.length))
      })
    }
  }
  for (const { 0: run, index } of view.text.matchAll(hexRun)) {
    for (const start of [0, 1]) {
      const bytes = run.slice(start).replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
      yield* partsOf(bytes, readable, (from, to) => view.source(index + start + from * 2, index + start + to * 2))
    }
  }
}

function* partsOf(text: string, readable: RegExp, source: View['source']): Generator<View> {
  for (const { 0: part, index } of text.matchAll(readable)) {
    yield { text: part, source: (from, to) => source(index + from, index + to) }
  }
}
