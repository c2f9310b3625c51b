/** The cells of a line of a table in Markdown. A bar in code is written `\|`. */
export function splitRow(line: string): string[] {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
}

export const joinRow = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
