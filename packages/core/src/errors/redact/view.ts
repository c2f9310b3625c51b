/** A text as it reads once something in it is undone, and where its characters stand in the text that was given. */
export interface View {
  readonly text: string
  /** The part of the text that was given, from its start to its end, of which these characters were made. */
  readonly source: (from: number, to: number) => readonly [start: number, end: number]
}

/** A text as it was given. */
export function viewOf(text: string): View {
  return { text, source: (from, to) => [from, to] }
}

/** Replaces every match. Where there is none, the result is the view itself. */
export function rewrite(view: View, pattern: RegExp, change: (match: RegExpExecArray) => string): View {
  if (view.text.search(pattern) < 0) return view
  const starts: number[] = []
  const ends: number[] = []
  let text = ''
  let copied = 0
  const copyTo = (end: number): void => {
    text += view.text.slice(copied, end)
    while (copied < end) {
      starts.push(copied)
      copied += 1
      ends.push(copied)
    }
  }
  for (const match of view.text.matchAll(pattern)) {
    copyTo(match.index)
    const end = match.index + match[0].length
    const changed = change(match)
    text += changed
    for (let unit = 0; unit < changed.length; unit += 1) {
      starts.push(match.index)
      ends.push(end)
    }
    copied = end
  }
  copyTo(view.text.length)
  // Half a character that was escaped reads as U+FFFD, unless its other half follows.
  return { text: text.toWellFormed(), source: (from, to) => view.source(starts[from] ?? 0, ends[to - 1] ?? 0) }
}

const blank = /^[\p{C}\p{Z}+]/u
const unlike = /[\p{C}\p{Z}+]{2,}|[\p{Cc}+]|\P{ASCII}/gu

/**
 * What texts have in common that people, or charsets, take for the same: letters without case and marks, and one space
 * for any blank, for what does not show, and for the plus of forms.
 */
export function fold(view: View): View {
  const { text, source } = rewrite(view, unlike, ([match]) =>
    blank.test(match) ? ' ' : match.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(),
  )
  return { text: text.toLowerCase(), source }
}

/** What is left of a text where a charset without its letters was in the way. */
export function dropLetters(view: View): View {
  return rewrite(view, /\P{ASCII}+/gu, () => '')
}
