import type { Section } from './manual.ts'
import { paint } from './paint.ts'

const width = 100

/** The manual for a terminal. */
export function renderHelp(sections: readonly Section[], isColored: boolean): string {
  return sections
    .map(({ title, paragraphs = [], rows = [] }) => {
      const labelWidth = Math.min(30, Math.max(0, ...rows.map(([label]) => label.length)))
      const lines = [
        ...paragraphs.flatMap((text) => wrap(text, width - 2).map((line) => `  ${line}`)),
        ...rows.flatMap(([label, text]) => renderRow(label, text, labelWidth)),
      ]
      return [paint('bold', `${title}:`, isColored), ...lines, ''].join('\n')
    })
    .join('\n')
}

function renderRow(label: string, text: string, labelWidth: number): string[] {
  const [first = '', ...more] = wrap(text, width - labelWidth - 4)
  const rest = more.map((line) => `${' '.repeat(labelWidth + 4)}${line}`)
  if (label.length > labelWidth) return [`  ${label}`, `${' '.repeat(labelWidth + 4)}${first}`, ...rest]
  return [`  ${label.padEnd(labelWidth)}  ${first}`, ...rest]
}

function wrap(text: string, longest: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > longest) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
