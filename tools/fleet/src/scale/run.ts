import { renderTable } from '@auth-tools/testing'
import type { Part } from '../common/part.ts'
import { type Simulated, simulate } from './simulate.ts'

const mostCommands = 4

/** Counts what fleets cost that are larger than this machine could run. */
export async function runScale(): Promise<Part> {
  const found: Simulated[] = []
  for (const processes of [1, 100]) found.push(await simulate(processes, 1))
  const rows = found.map(({ processes, tokenRequests, commands }) => [
    String(processes),
    String(tokenRequests),
    commands.toFixed(2),
  ])
  const head = ['processes', 'token requests per hour', 'Redis commands per process and hour']
  for (const line of renderTable([head, ...rows])) console.log(line)
  const largest = Math.max(...found.map(({ processes }) => processes))
  const most = Math.max(...found.map(({ commands }) => commands))
  return {
    line: `up to ${largest} processes in virtual time: 1 token request an hour, ${most.toFixed(1)} commands of each process`,
    broken: found.filter(({ tokenRequests, commands }) => tokenRequests !== 1 || commands > mostCommands).length,
  }
}
