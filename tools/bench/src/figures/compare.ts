import { formatNumber, formatSpread } from '../format.ts'
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
export function compare({ names, rounds }: Series, base: string, unit: string): Compared {
  const baseRounds = rounds[names.indexOf(base)] ?? []
  const rows = names.map((name, index) => {
    const own = rounds[index] ?? []
    return { name, ratio: spreadOf(ratiosOf(own, baseRounds)), taken: spreadOf(own) }
  })
  return {
    table: formatTable(
      ['', `÷ ${base}`, unit],
      rows.map(({ name, ratio, taken }) => [`\`${name}\``, formatSpread(ratio), formatSpread(taken)]),
    ),
    bars: rows.map(({ name, taken }) => ({ label: name, value: taken.median })),
  }
}

/** `1.2 kB`, `35.0 MB`. */
export function formatBytes(bytes: number): string {
  if (!Number.isFinite(bytes)) return ''
  if (Math.abs(bytes) >= 1_000_000) return `${formatNumber(bytes / 1_000_000)} MB`
  return Math.abs(bytes) >= 1000 ? `${formatNumber(bytes / 1000)} kB` : `${Math.round(bytes)} B`
}
