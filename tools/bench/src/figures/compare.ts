import { formatNumber, formatSpread } from '../format.ts'
import { labelOf } from '../peers/versions.ts'
import { ratiosOf, spreadOf } from '../statistics.ts'
import { formatTable } from '../table.ts'

/** What contenders took, by contender and round. */
export interface Series {
  readonly names: readonly string[]
  readonly rounds: readonly (readonly number[])[]
}

export interface Compared {
  readonly table: string
  readonly bars: readonly { readonly label: string; readonly value: number }[]
}

/** A table of ratios to one of the contenders, round by round, beside what each took. */
export function compare(series: Series, base: string, unit: string): Compared {
  const { names, rounds } = series
  const baseRounds = rounds[names.indexOf(base)] ?? []
  const earlier = compareWithEarlier(series)
  const rows = names.map((name, index) => {
    const own = rounds[index] ?? []
    return { name, ratio: spreadOf(ratiosOf(own, baseRounds)), taken: spreadOf(own) }
  })
  return {
    table: formatTable(
      ['', `÷ ${base}`, unit, ...earlier.heading],
      rows.map(({ name, ratio, taken }, index) => [
        `\`${name}\``,
        formatSpread(ratio),
        formatSpread(taken),
        ...earlier.cells(index),
      ]),
    ),
    bars: rows.map(({ name, taken }) => ({ label: labelOf(name), value: taken.median })),
  }
}

/** A column of ratios to the same package at an earlier commit, where there is one among the contenders. */
export function compareWithEarlier({ names, rounds }: Series): {
  readonly heading: readonly string[]
  cells(index: number): readonly string[]
} {
  const earlierOf = (name: string): number => names.findIndex((other) => other.startsWith(`${name} at `))
  if (names.every((name) => earlierOf(name) === -1)) return { heading: [], cells: () => [] }
  return {
    heading: ['÷ the earlier one'],
    cells(index) {
      const earlier = rounds[earlierOf(names[index] ?? '')]
      return [earlier ? formatSpread(spreadOf(ratiosOf(rounds[index] ?? [], earlier))) : '']
    },
  }
}

/** `1.2 kB`, `35.0 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return ''
  if (Math.abs(bytes) >= 1_000_000) return `${formatNumber(bytes / 1_000_000)} MB`
  return Math.abs(bytes) >= 1000 ? `${formatNumber(bytes / 1000)} kB` : `${Math.round(bytes)} B`
}
