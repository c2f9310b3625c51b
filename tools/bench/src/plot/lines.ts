import { formatNumber } from '../format.ts'
import type { Picture } from './picture.ts'
import { escapeText, makePicture } from './svg.ts'

export interface Line {
  readonly label: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
}

export interface Lines {
  readonly name: string
  readonly title: string
  readonly x: string
  readonly y: string
  readonly lines: readonly Line[]
  /** Where the figures are from. @default this machine */
  readonly note?: string
}

const size = { width: 720, height: 340 }
const frame = { left: 70, right: 40, top: 78, bottom: 50 }

/** Lines over a scale of powers of ten on both axes: what is flat is constant, and a straight rise is a power. */
export function plotLines({ name, title, x, y, lines, note }: Lines): Picture {
  const points = lines.flatMap((line) => line.points).filter((point) => point.x > 0 && point.y > 0)
  const xScale = scaleOf(
    points.map((point) => point.x),
    frame.left,
    size.width - frame.right,
  )
  const yScale = scaleOf(
    points.map((point) => point.y),
    size.height - frame.bottom,
    frame.top,
  )
  return makePicture({
    name,
    title,
    ...size,
    note,
    draw: ({ text, faint, lines: strokes }) => [
      `<text x="12" y="44" fill="${text}" opacity="0.7">${escapeText(y)}</text>`,
      `<text x="${size.width - frame.right}" y="${size.height - 8}" text-anchor="end" fill="${text}" opacity="0.7">${escapeText(x)}</text>`,
      ...yScale.ticks.flatMap((tick) => [
        `<line x1="${frame.left}" x2="${size.width - frame.right}" y1="${yScale.place(tick)}" y2="${yScale.place(tick)}" stroke="${faint}"/>`,
        `<text x="${frame.left - 8}" y="${Number(yScale.place(tick)) + 4}" text-anchor="end" fill="${text}">${formatTick(tick)}</text>`,
      ]),
      ...xScale.ticks.map(
        (tick) =>
          `<text x="${xScale.place(tick)}" y="${size.height - 28}" text-anchor="middle" fill="${text}">${formatTick(tick)}</text>`,
      ),
      ...lines.flatMap((line, index) => {
        const stroke = strokes[index % strokes.length]
        const drawn = line.points.filter((point) => point.x > 0 && point.y > 0)
        const path = drawn.map((point) => `${xScale.place(point.x)},${yScale.place(point.y)}`).join(' ')
        return [
          `<polyline points="${path}" fill="none" stroke="${stroke}" stroke-width="2"/>`,
          `<text x="${frame.left + 8 + index * 160}" y="66" fill="${stroke}">${escapeText(line.label)}</text>`,
        ]
      }),
    ],
  })
}

interface Scale {
  readonly ticks: readonly number[]
  place(value: number): string
}

/** From the power of ten below the least to the one above the greatest. */
function scaleOf(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9)
  const high = Math.max(Math.ceil(Math.log10(Math.max(...values)) - 1e-9), low + 1)
  return {
    ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)),
    place: (value) => (from + ((Math.log10(value) - low) / (high - low)) * (to - from)).toFixed(1),
  }
}

function formatTick(tick: number): string {
  if (tick >= 1) return tick.toLocaleString('en-US')
  return tick >= 0.01 ? formatNumber(tick) : tick.toLocaleString('en-US', { maximumSignificantDigits: 1 })
}
