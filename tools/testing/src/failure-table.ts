import { readFile } from 'node:fs/promises'

/** One row of the "Failures" table in a package's README. */
export interface FailureRow {
  /** `sign-in`, `renew`, `sign-out`, … */
  readonly phase: string
  readonly status: number
  /** The body as sent; empty for none. */
  readonly body: string
  readonly code: string
  readonly retryable: boolean
}

/**
 * Reads the table below the heading "Failures": phase, status, body, code, retryable, what to do. Texts stand in
 * backticks, and ` | ` inside a body is written `\|`.
 */
export async function readFailureTable(readme: URL): Promise<FailureRow[]> {
  const text = await readFile(readme, 'utf8')
  const section = text.split(/^## Failures$/m)[1]?.split(/^## /m)[0] ?? ''
  const rows = section.split('\n').filter((line) => /^\| `/.test(line))
  return rows.map((line) => {
    const [phase, status, body, code, retryable] = line
      .replace(/^\|/, '')
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'))
    const bare = (cell: string | undefined): string => (cell ?? '').replace(/^`+ ?| ?`+$/g, '')
    return {
      phase: bare(phase),
      status: Number(bare(status)),
      body: bare(body) === 'empty' ? '' : bare(body),
      code: bare(code),
      retryable: bare(retryable) === 'yes',
    }
  })
}
