/** What is left of many rounds. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The least, the middle and the greatest of some numbers; of none, nothing is known. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  const lower = sorted.length % 2 === 0 ? (sorted[middle - 1] ?? Number.NaN) : upper
  return { min: sorted[0] ?? Number.NaN, median: (lower + upper) / 2, max: sorted.at(-1) ?? Number.NaN }
}

/**
 * The ratios of two series, round by round: what slowed the machine down in a round did so to both.
 *
 * @throws a RangeError when they have not had the same rounds
 */
export function ratiosOf(values: readonly number[], base: readonly number[]): number[] {
  if (values.length !== base.length) throw new RangeError(`${values.length} rounds beside ${base.length}`)
  return values.map((value, round) => value / (base[round] ?? Number.NaN))
}

/** The differences of two series, round by round. */
export function differencesOf(values: readonly number[], base: readonly number[]): number[] {
  if (values.length !== base.length) throw new RangeError(`${values.length} rounds beside ${base.length}`)
  return values.map((value, round) => value - (base[round] ?? Number.NaN))
}
