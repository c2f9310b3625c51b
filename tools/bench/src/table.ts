/**
 * A table in Markdown.
 *
 * @param align - Where the cells after the first stand: numbers on the right, texts on the left.
 */
export function formatTable(
  headings: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  align: 'left' | 'right' = 'right',
): string {
  const line = headings.map((_, index) => (index === 0 || align === 'left' ? '---' : '---:'))
  return [headings, line, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
