import { joinRow, splitRow } from './tables.ts'

const columns = ['phase', 'status', 'body', 'code', 'retryable', 'what to do'] as const
const shown = ['status', 'body', 'what to do', 'code', 'phase', 'retryable'] as const
const table = /^\| phase[^\n]*\n\|[-| ]+\|\n(?:\|[^\n]*\n?)+/gm

export type Failure = Readonly<Record<(typeof columns)[number], string>>

/** The rows of a table of failures, each of which can be read alone. */
export function readFailures(text: string): Failure[] {
  const rows = [...text.matchAll(table)].flatMap(([match]) => match.trimEnd().split('\n').slice(2)).map(toFailure)
  return resolve(rows)
}

function toFailure(line: string): Failure {
  const cells = splitRow(line)
  const cell = (name: (typeof columns)[number]): string => cells[columns.indexOf(name)] ?? ''
  return {
    phase: cell('phase'),
    status: cell('status'),
    body: cell('body'),
    code: cell('code'),
    retryable: cell('retryable'),
    'what to do': cell('what to do'),
  }
}

const likeAbove = /^(?:As above|The same)\b/
const likeBadRequest = 'As with 400.'

/** On the site rows are filtered, so that “as above” would lead nowhere. */
function resolve(rows: readonly Failure[]): Failure[] {
  const resolved: Failure[] = []
  for (const row of rows) {
    const above = resolved.at(-1)
    const text = row['what to do']
    resolved.push(above && likeAbove.test(text) ? { ...row, 'what to do': spellOut(text, above) } : row)
  }
  return resolved.map((row) => {
    if (row['what to do'] !== likeBadRequest) return row
    const same = resolved.find(
      ({ status, body, phase }) => status === '`400`' && body === row.body && phase === row.phase,
    )
    return same ? { ...row, 'what to do': same['what to do'] } : row
  })
}

function spellOut(text: string, above: Failure): string {
  const rest = text.replace(likeAbove, '').replace(/^[.:,]\s*/, '')
  const sentence = rest.charAt(0).toUpperCase() + rest.slice(1)
  return `${above['what to do']} ${sentence}`.trim()
}

/** The table of failures in the order in which one looks: what came, what to do, and what it is called. */
export function showFailures(text: string, linkOf: (code: string) => string): string {
  return text.replace(table, (match) => {
    const failures = readFailures(match)
    const rows = failures.map((row) => joinRow(shown.map((name) => (name === 'code' ? linkOf(row.code) : row[name]))))
    const head = [joinRow(shown), joinRow(shown.map(() => '---'))]
    return `<FailureTable>\n\n${[...head, ...rows].join('\n')}\n\n</FailureTable>\n`
  })
}
