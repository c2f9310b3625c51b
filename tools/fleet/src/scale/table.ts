import { renderTable } from '@auth-tools/testing'
import type { Simulated } from './simulate.ts'

const head = [
  'processes',
  'token requests an hour, of all together',
  'Redis commands an hour, of each: used as the token ends',
  'used every minute',
  'a caller waits as the token ends: p50',
  'p99',
  'Redis commands of each to start: nothing stored',
  'a session stored',
] as const

/** A cell that was not simulated: it would take too long. */
const none = '–'

/** Figures of one size of fleet, as they are shown. */
export type Row = readonly string[]

export function rowOf({ processes, atExpiry, busy, cold, restart }: Simulated): Row {
  return [
    processes.toLocaleString('en-US'),
    String(atExpiry.tokenRequests),
    atExpiry.commands.toFixed(1),
    busy?.commands.toFixed(1) ?? none,
    `${Math.round(atExpiry.p50Ms)} ms`,
    `${Math.round(atExpiry.p99Ms)} ms`,
    cold.commands.toFixed(1),
    restart.commands.toFixed(1),
  ]
}

export function renderRows(rows: readonly Row[]): string {
  return renderTable([head, ...rows]).join('\n')
}

/** The rows of the table in a page. */
export function readRows(page: string): Row[] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => cellsOf(line).join() === head.join())
  if (start === -1) return []
  const rest = lines.slice(start + 2)
  const end = rest.findIndex((line) => !line.startsWith('|'))
  return rest.slice(0, end === -1 ? undefined : end).map(cellsOf)
}

/** What is not as a page says. Cells that were not simulated this time are not compared. */
export function compareRows(found: readonly Row[], page: string): string[] {
  const said = readRows(page)
  return found.flatMap((row) => {
    const other = said.find(([processes]) => processes === row[0])
    return row.flatMap((cell, column) =>
      cell === none || cell === other?.[column]
        ? []
        : [`${row[0]} processes, ${head[column]}: ${cell} instead of ${other?.[column]}`],
    )
  })
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}
