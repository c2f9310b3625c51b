import type { Outcome } from '../../common/outcome.ts'
import { clientNames } from '../clients.ts'
import { startCluster } from '../cluster.ts'
import type { Program } from '../programs.ts'
import { type Server, startServer } from '../server.ts'
import { runCalm } from './calm.ts'
import { runLostSecond, runSentinel } from './failover.ts'
import { moments, runKilled } from './killed.ts'
import { outages, runLongOutage, runOutage } from './outage.ts'
import { runColdProcesses, runColdStart } from './scale.ts'
import { runSuspended, runSuspendedEarly } from './suspended.ts'

export interface Scenario {
  /** Whether the short form has it. */
  readonly isShort: boolean
  run(): Promise<Outcome>
}

interface Programs {
  readonly old: Program
  readonly others: readonly Program[]
}

const short = true
const long = false

export function listScenarios(programs: Programs, isShort: boolean): Scenario[] {
  const { old } = programs
  const full = isShort ? { processes: 4, callers: 25, expiries: 3 } : { processes: 10, callers: 100, expiries: 10 }
  const size = isShort ? { processes: 3, callers: 10 } : { processes: 4, callers: 25 }
  const scenario = (inShort: boolean, run: () => Promise<Outcome>): Scenario => ({ isShort: inShort, run })
  const titleOf = ({ name, version }: Program): string => `${name} ${version}`
  const sizeTitle = `${full.processes} processes × ${full.callers} callers × ${full.expiries} expiries`
  return [
    scenario(short, () => alone(old, (address) => runCalm(`${sizeTitle}, ${titleOf(old)}`, { ...full, address }))),
    ...moments.flatMap((moment) =>
      [false, true].map((isService) =>
        scenario(!isService, () =>
          alone(old, (address) => runKilled(moment, { ...size, address, isService, lockTtlMs: 3000 })),
        ),
      ),
    ),
    scenario(long, () => alone(old, (address) => runSuspended(0.5, { ...size, address }))),
    ...[false, true].map((isService) =>
      scenario(long, () =>
        alone(old, (address) => runSuspended(1.3, { ...size, address, isService, lockTtlMs: 4000 })),
      ),
    ),
    scenario(short, () => alone(old, (address) => runSuspendedEarly({ ...size, address, lockTtlMs: 3000 }))),
    ...outages.map((outage, index) => scenario(index < 4, () => runOutage(old, outage, size))),
    scenario(long, () => runLongOutage(old, size)),
    scenario(short, () => runLostSecond(old, size)),
    ...(['redis', 'ioredis', 'iovalkey'] as const).flatMap((clientName) =>
      [false, true].map((isOut) =>
        scenario(clientName === 'ioredis' && isOut, () => runSentinel(old, { clientName, isOut }, size)),
      ),
    ),
    scenario(short, () =>
      alone(old, (address) =>
        runCalm('clocks that are wrong by up to 5 minutes', {
          ...{ ...size, address, expiries: 3 },
          clockOffsetOf: (index) => [0, 300_000, -300_000, 150_000][index % 4] ?? 0,
        }),
      ),
    ),
    ...[old, ...programs.others].flatMap((program) =>
      clientNames.map((name) =>
        scenario(program === programs.others[0] && name === 'redis', () =>
          alone(program, (address) =>
            runCalm(`${titleOf(program)} with ${name}`, { ...size, address, clientNames: [name], expiries: 3 }),
          ),
        ),
      ),
    ),
    scenario(short, () =>
      alone(old, (address) =>
        runCalm('all four clients in one fleet', { ...size, processes: 4, address, clientNames, expiries: 3 }),
      ),
    ),
    ...clientNames.map((name) =>
      scenario(name === 'ioredis', async () => {
        await using cluster = await startCluster(old)
        const meanwhile = (expiry: number): Promise<void> => (expiry > 0 ? cluster.moveSlots() : Promise.resolve())
        const title = `a cluster of three with ${name}, a slot moves at each expiry but the first`
        return await runCalm(title, { ...size, address: cluster.address, clientNames: [name], expiries: 3, meanwhile })
      }),
    ),
    scenario(short, () => withServer(old, (server) => runColdStart(server, 100))),
    scenario(long, () => withServer(old, (server) => runColdProcesses(server, 16))),
  ]
}

type Address = Parameters<typeof runCalm>[1]['address']

function alone(program: Program, run: (address: Address) => Promise<Outcome>): Promise<Outcome> {
  return withServer(program, ({ port }) => run({ ports: [port], isCluster: false }))
}

async function withServer<Result>(program: Program, run: (server: Server) => Promise<Result>): Promise<Result> {
  await using server = await startServer(program)
  return await run(server)
}
