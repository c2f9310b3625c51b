/** A table in Markdown. */
export function formatTable(headings: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const lines = [headings, headings.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
