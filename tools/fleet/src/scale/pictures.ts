import { plotLines } from '../../../bench/src/plot/lines.ts'
import type { Picture } from '../../../bench/src/plot/picture.ts'
import type { Row } from './table.ts'

const note = 'Simulated in virtual time, on tokens of an hour; the provider takes 150 ms'

/** The figures of the table as lines. */
export function drawPictures(rows: readonly Row[]): readonly Picture[] {
  const numbers = rows.map((row) => row.map((cell) => Number(cell.replace(/,| ms/g, ''))))
  const line = (label: string, read: (row: readonly number[]) => number) => ({
    label,
    points: numbers.map((row) => ({ x: row[0] ?? 0, y: read(row) })).filter(({ y }) => Number.isFinite(y)),
  })
  const cell = (column: number) => (row: readonly number[]) => row[column] ?? Number.NaN
  return [
    plotLines({
      name: 'fleet-costs',
      title: 'Token requests and Redis commands, per process and hour',
      x: 'processes',
      y: 'per process and hour',
      note,
      lines: [
        line('token requests', ([processes = 1, requests = 0]) => requests / processes),
        line('commands when idle', cell(2)),
        line('commands when in use', cell(3)),
      ],
    }),
    plotLines({
      name: 'fleet-waits',
      title: 'How long callers wait when all processes ask as the token ends',
      x: 'processes',
      y: 'ms',
      note,
      lines: [line('p50', cell(4)), line('p99', cell(5))],
    }),
  ]
}
