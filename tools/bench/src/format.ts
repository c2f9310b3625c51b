import type { Spread } from './statistics.ts'

/** Three digits that count, and no more. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return ''
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2)
}

/** `0.92 (0.88 – 0.97)`: the median, and between what the rounds were. */
export function formatSpread({ min, median, max }: Spread): string {
  if (!Number.isFinite(median)) return ''
  return `${formatNumber(median)} (${formatNumber(min)} – ${formatNumber(max)})`
}
