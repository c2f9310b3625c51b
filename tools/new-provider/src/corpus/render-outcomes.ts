import type { Checks } from './check-packages.ts'
import type { Outcome } from './try-document.ts'

/** A table in Markdown, and the share that was adopted. */
export function renderOutcomes(outcomes: readonly Outcome[], { lint, types, tests, ran }: Checks): string {
  const rows = outcomes.map(({ name, file, said, refusal }) => {
    if (refusal !== undefined) return [file, `refused: ${refusal}`, '', '', '']
    const told = (found: ReadonlyMap<string, string>): string => found.get(name) ?? 'pass'
    const tested = tests.get(name) ?? ran.get(name) ?? 'no test ran'
    return [file, `adopted${said ? ` with \`${said}\`` : ''}`, told(lint), told(types), tested]
  })
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').slice(0, 400)).join(' | ')} |`
  const adopted = outcomes.filter(({ refusal }) => refusal === undefined)
  const green = adopted.filter(({ name }) => !lint.has(name) && !types.has(name) && !tests.has(name))
  return [
    line(['document', 'result', 'lint', 'types', 'tests']),
    '| --- | --- | --- | --- | --- |',
    ...rows.map(line),
    '',
    `${adopted.length} of ${outcomes.length} are adopted, and ${green.length} of those pass all that they are checked by.`,
  ].join('\n')
}
