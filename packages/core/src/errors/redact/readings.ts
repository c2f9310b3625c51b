import { decodeRuns } from './encoded.ts'
import { undoEscapes } from './undo-escapes.ts'
import { dropLetters, type View } from './view.ts'

// So many escapes inside each other are undone.
const maxEscapes = 3
// Base64 or hex inside each other.
const maxDecodes = 2

/** A text, and what it reads as once its escapes are undone, whatever the order in which they were made. */
export function* unescapedOf(text: View, depth: number = maxEscapes): Generator<View> {
  const seen = new Set<string>()
  let views = [text]
  for (let level = 0; views.length > 0; level += 1) {
    const fresh = views.filter((view) => !seen.has(view.text) && seen.add(view.text))
    yield* fresh
    views = level < depth ? fresh.flatMap(undoEscapes) : []
  }
}

/** What a text reads as, and whether it was in base64 or hex: what stands in them is no accident. */
export interface Reading {
  readonly view: View
  readonly isEncoded: boolean
}

/**
 * All that a text reads as once its encodings are undone.
 *
 * @param isAscii - Whether what is looked for, and so whatever it is encoded to, is ASCII.
 * @param decodes - How often base64 or hex was undone.
 */
export function* readingsOf(text: View, isAscii: boolean, decodes = 0): Generator<Reading> {
  const isEncoded = decodes > 0
  for (const view of unescapedOf(text, maxEscapes - decodes)) {
    yield { view, isEncoded }
    if (view.text.includes('\ufffd')) yield { view: dropLetters(view), isEncoded }
    if (decodes === maxDecodes) continue
    for (const part of decodeRuns(view, isAscii)) yield* readingsOf(part, isAscii, decodes + 1)
  }
}
