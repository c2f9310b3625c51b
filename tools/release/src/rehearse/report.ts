export interface Row {
  readonly what: string
  readonly result: 'ok' | 'FAILED'
  readonly seconds: number
  /** What was done, in a few words; of a failure the first line. */
  readonly detail: string
}

/** Collects what was tried and how it went. */
export interface Report {
  /** Records how `work` goes. A failure is a row of the table and no exception, so that the others still run. */
  try(what: string, work: () => Promise<string>): Promise<boolean>
  readonly failed: boolean
  /** All rows as one table, and what is to be known about failures below it. */
  summary(): string
}

/**
 * @param print gets a line as soon as something is done
 * @param now the time in milliseconds
 */
export function createReport(print: (line: string) => void, now: () => number): Report {
  const rows: Row[] = []
  const failures: string[] = []
  const startedAt = now()
  return {
    async try(what, work) {
      const from = now()
      const done = (result: Row['result'], detail: string): void => {
        rows.push({ what, result, seconds: (now() - from) / 1000, detail })
        print(`${seconds(now() - startedAt)}  ${result}  ${what}: ${detail}`)
      }
      try {
        done('ok', await work())
        return true
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        failures.push(`${what}\n${message}`)
        done('FAILED', message.split('\n', 1)[0] ?? '')
        return false
      }
    },
    get failed() {
      return failures.length > 0
    },
    summary: () => {
      const verdict = failures.length === 0 ? 'all went well' : `${failures.length} failed`
      const end = `${rows.length} tried, ${verdict}, ${seconds(now() - startedAt)}`
      return [renderTable(rows), ...failures.map((failure) => `FAILED: ${failure}`), end].join('\n\n')
    },
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`.padStart(7)
}

const widest = 100

export function renderTable(rows: readonly Row[]): string {
  const head = ['what', 'result', 'seconds', 'detail']
  const body = rows.map((row) => [row.what, row.result, row.seconds.toFixed(1), shorten(row.detail)])
  const widths = head.map((title, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0), title.length),
  )
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 2 ? cell.padStart(widths[2] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)].join('\n')
}

function shorten(text: string): string {
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text
}
