import { formatNumber } from '../format.ts'
import { spreadOf } from '../statistics.ts'
import type { Picture } from './picture.ts'
import { escapeText, makePicture } from './svg.ts'

export interface Bars {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly bars: readonly { readonly label: string; readonly value: number }[]
}

const width = 720
const labelWidth = 260
const valueWidth = 70
const rowHeight = 24
const top = 58

// Beyond that, the others would be too short to compare.
const longestByMedian = 4

/** A bar each, from zero, the shortest first; ours in another colour. A bar that is far longer than most is cut off. */
export function plotBars({ name, title, unit, bars: given }: Bars): Picture {
  const bars = given.toSorted((one, other) => one.value - other.value)
  const { median, max } = spreadOf(bars.map(({ value }) => value))
  const longest = Math.min(max, median * longestByMedian)
  const scale = longest > 0 ? (width - labelWidth - valueWidth - 12) / longest : 0
  return makePicture({
    name,
    title,
    width,
    height: top + bars.length * rowHeight + 4,
    draw: ({ text, own, other }) => [
      `<text x="12" y="44" fill="${text}" opacity="0.7">${escapeText(unit)}</text>`,
      ...bars.flatMap(({ label, value }, index) => {
        const y = top + index * rowHeight
        const cut = value > longest
        const length = Math.max(Math.min(value, longest) * scale, 1).toFixed(1)
        return [
          `<text x="${labelWidth - 8}" y="${y + 15}" text-anchor="end" fill="${text}">${escapeText(label)}</text>`,
          `<rect x="${labelWidth}" y="${y + 3}" width="${length}" height="16" rx="2" fill="${label.startsWith('@auth/') ? own : other}"/>`,
          `<text x="${(labelWidth + Number(length) + 6).toFixed(1)}" y="${y + 15}" fill="${text}">${cut ? '… ' : ''}${formatNumber(value)}</text>`,
        ]
      }),
    ],
  })
}
