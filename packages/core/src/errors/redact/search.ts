import { createGlance } from './glance.ts'
import { type CutRule, leastEncoded, Needles, type Part } from './needles.ts'
import { readingsOf } from './readings.ts'
import { viewOf } from './view.ts'

/** So much of a text is enough to fill an error, whatever is removed from it. No more of a secret is in it then. */
export const maxReadLength = 8192

/** Finds a set of secrets in texts, in whatever they are encoded. */
export interface Search {
  /** The length of the shortest secret, or of what is left of it where characters do not count. */
  readonly shortest: number
  /** The parts of a text that are secrets of at least `minLength` characters. */
  find(text: string, minLength: number, isCut: CutRule): Part[]
  /** Whether it is seen at once that there is nothing to find: there may be thousands of names. */
  isHarmless(text: string): boolean
}

/** Knows a set of secrets that may grow. Each call looks for new ones; those that it has seen are not prepared again. */
export function createSearch(secrets: Iterable<string>): () => Search {
  let needles: Needles | undefined
  let added = 0

  return () => {
    needles ??= new Needles()
    const known = needles
    let count = 0
    for (const secret of secrets) {
      count += 1
      // A set keeps its order: what is new comes last. Half a character is sent as U+FFFD, and so it is in what is read.
      if (count > added && secret !== '') known.add(secret.slice(0, maxReadLength).toWellFormed())
    }
    added = count
    let isPlain: ((text: string) => boolean) | undefined

    return {
      shortest: known.shortest,
      find: (text, minLength, isCut) =>
        Array.from(readingsOf(viewOf(text), known.isAscii), ({ view, isEncoded }) =>
          known.find(view, minLength, isEncoded ? () => true : isCut),
        ).flat(),
      isHarmless(text) {
        isPlain ??= createGlance(known.asciiRow)
        return known.asciiRow >= leastEncoded && isPlain(text) && !known.mayBeIn(text)
      },
    }
  }
}
