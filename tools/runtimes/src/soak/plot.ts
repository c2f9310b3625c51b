export interface Line {
  readonly title: string
  /** At even distances. */
  readonly values: readonly number[]
}

const width = 720
const rowHeight = 70
const left = 110
const right = 110

/** A row for each line, on a scale of its own that begins at 0: what matters is whether it is flat. */
export function plot(lines: readonly Line[], hours: number): string {
  const height = lines.length * rowHeight + 40
  const rows = lines.map((line, index) => renderRow(line, 10 + index * rowHeight))
  const marks = Array.from({ length: hours + 1 }, (_, hour) => {
    const x = left + (hour * (width - left - right)) / hours
    return `<text x="${x.toFixed(0)}" y="${height - 12}" text-anchor="middle">${hour} h</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" fill="#777">
<title>Memory over a working day of virtual time</title>
${[...rows, ...marks].join('\n')}
</svg>
`
}

function renderRow({ title, values }: Line, top: number): string {
  const most = Math.max(...values) * 1.1
  const bottom = top + rowHeight - 20
  const points = values.map((value, index) => {
    const x = left + (index * (width - left - right)) / Math.max(1, values.length - 1)
    return `${x.toFixed(1)},${(bottom - (value / most) * (rowHeight - 20)).toFixed(1)}`
  })
  const last = ((values.at(-1) ?? 0) / 1e6).toFixed(1)
  return `<text x="${left - 10}" y="${bottom - 20}" text-anchor="end">${title}</text>
<line x1="${left}" y1="${bottom}" x2="${width - right}" y2="${bottom}" stroke="#bbb"/>
<polyline points="${points.join(' ')}" fill="none" stroke="#2a78d6" stroke-width="2"/>
<text x="${width - right + 10}" y="${bottom - 20}">${last} MB</text>`
}
