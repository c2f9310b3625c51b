const contextLines = 2

/** What changed between two texts, line by line, with a little of what is around it. */
export function diffLines(before: readonly string[], after: readonly string[]): string[] {
  const lines = align(before, after)
  const shown = lines.map((_, index) =>
    lines.slice(Math.max(0, index - contextLines), index + contextLines + 1).some(({ mark }) => mark !== ' '),
  )
  return lines.flatMap(({ mark, text }, index) => {
    if (shown[index]) return [`  ${mark} ${text}`.trimEnd()]
    return shown[index - 1] ? ['  …'] : []
  })
}

interface Line {
  readonly mark: ' ' | '+' | '-'
  readonly text: string
}

/** By the longest common subsequence, of which `lengths` holds the lengths from each pair of lines on. */
function align(before: readonly string[], after: readonly string[]): Line[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const result: Line[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      result.push({ mark: ' ', text: before[i] ?? '' })
      i += 1
      j += 1
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) {
      result.push({ mark: '-', text: before[i] ?? '' })
      i += 1
    } else {
      result.push({ mark: '+', text: after[j] ?? '' })
      j += 1
    }
  }
  return result
}
