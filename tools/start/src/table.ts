/** Rows as a table for a terminal: a column per member, as wide as its widest cell. */
export function formatTable(
  rows: ReadonlyArray<Readonly<Record<string, string>>>,
  headings: Readonly<Record<string, string>>,
): string {
  const lines = [headings, ...rows].map((row) => Object.keys(headings).map((name) => row[name] ?? ''))
  const widths = Object.keys(headings).map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)))
  const format = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const [heading = [], ...body] = lines
  return [format(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(format)].join('\n')
}
