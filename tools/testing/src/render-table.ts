/** The lines of a Markdown table, with aligned columns, as the formatter wants them. */
export function renderTable([head = [], ...rows]: ReadonlyArray<readonly string[]>): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)))
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...rows].map(
    (row) => `| ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  )
}
