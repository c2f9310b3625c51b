import { renderTable } from '@auth-tools/testing'
import type { Program } from './programs.ts'
import { type Measured, measureSize } from './scenarios/scale.ts'
import { startServer } from './server.ts'

/** What fleets cost, and how long their callers wait, as a ratio to a renewal by one caller alone. */
export async function measureFigures(program: Program, isShort: boolean): Promise<string[]> {
  await using server = await startServer(program)
  const expiries = isShort ? 3 : 8
  const single = await measureSize(server, { processes: 1, callers: 1, expiries })
  const sizes = isShort ? [1, 4] : [1, 2, 4, 8, 10, 16]
  const rows: Measured[] = []
  for (const processes of sizes) rows.push(await measureSize(server, { processes, callers: 100, expiries }))
  const ratio = (ms: number): string => (ms / single.p50Ms).toFixed(2)
  return [
    `One caller alone waits ${Math.round(single.p50Ms)} ms for a renewal (p50; the provider takes 150 ms). 100 callers in each process:`,
    ...renderTable([
      ['processes', 'token requests per expiry', 'Redis commands per process and expiry', 'p50', 'p99'],
      ...rows.map(({ processes, requestsPerExpiry, commandsPerExpiry, p50Ms, p99Ms }) => [
        String(processes),
        requestsPerExpiry.toFixed(1),
        commandsPerExpiry.toFixed(2),
        `${ratio(p50Ms)} ×`,
        `${ratio(p99Ms)} ×`,
      ]),
    ]),
  ]
}
