import { setTimeout as sleep } from 'node:timers/promises'
import { judge, type Outcome } from '../../common/outcome.ts'
import { type Switchboard, startSwitchboard } from '../../common/switchboard.ts'
import { type LabOptions, openLab } from '../lab.ts'
import type { Program } from '../programs.ts'
import { type Server, startServer } from '../server.ts'

/** A server and its replica, behind an address that can be led to either, or to neither. */
interface Site {
  readonly first: Server
  readonly replica: Server
  readonly switchboard: Switchboard
}

/** What happens to the server, and how it ends. */
export interface Outage {
  readonly title: string
  begin(site: Site): Promise<unknown>
  end(site: Site): Promise<unknown>
}

const outageMs = 3000

export const outages: readonly Outage[] = [
  {
    title: 'Redis cannot be reached for 3 s',
    begin: async ({ switchboard }) => switchboard.lead(undefined),
    end: async ({ switchboard, first }) => switchboard.lead(first.port),
  },
  {
    title: 'Redis is killed, and comes back empty after 3 s',
    begin: ({ first }) => first.kill(),
    end: ({ first }) => first.start(),
  },
  {
    title: 'Redis is flushed',
    begin: ({ first }) => first.admin.flushall(),
    end: async () => {},
  },
  {
    title: 'Redis fails over to its replica, which has everything',
    async begin({ first, replica, switchboard }) {
      await first.kill()
      await replica.admin.replicaof('NO', 'ONE')
      await sleep(1000)
      switchboard.lead(replica.port)
    },
    end: async () => {},
  },
  {
    title: 'Redis stands still for 3 s (CLIENT PAUSE)',
    begin: ({ first }) => first.admin.call('CLIENT', 'PAUSE', String(outageMs), 'ALL'),
    end: async () => {},
  },
  {
    title: 'Redis is full for 3 s (OOM)',
    async begin({ first }) {
      await first.admin.config('SET', 'maxmemory', '1')
    },
    end: ({ first }) => first.admin.config('SET', 'maxmemory', '0'),
  },
  {
    title: 'Redis takes no writes for 3 s (READONLY)',
    begin: ({ first }) => first.admin.config('SET', 'min-replicas-to-write', '3'),
    end: ({ first }) => first.admin.config('SET', 'min-replicas-to-write', '0'),
  },
]

/** It happens while an answer of the provider is on its way: the worst moment. Afterwards one more token ends. */
export async function runOutage(
  program: Program,
  outage: Outage,
  options: Omit<LabOptions, 'address'>,
): Promise<Outcome> {
  await using first = await startServer(program)
  await using replica = await startServer(program, ['--replicaof', '127.0.0.1', String(first.port)])
  await using switchboard = await startSwitchboard(first.port)
  const site = { first, replica, switchboard }
  const address = { ports: [switchboard.port], isCluster: false }
  await using lab = await openLab({ lifeMs: 5000, ...options, address })
  await lab.expire()
  const caught = lab.fleet.catchAt('after-answer')
  const round = lab.round()
  const holder = await caught
  await outage.begin(site)
  holder.send({ do: 'pass' })
  await sleep(outageMs)
  await outage.end(site)
  await round
  await lab.expire()
  await lab.round()
  // A token that was brought in an outage may end in it.
  return judge(`${outage.title}, while a renewal is out, a person’s session`, lab, { requests: [2, 4] })
}

/** Nothing can be renewed while the server is away, and nothing is spent; valid tokens are served. */
export async function runLongOutage(program: Program, options: Omit<LabOptions, 'address'>): Promise<Outcome> {
  await using server = await startServer(program, ['--appendonly', 'yes', '--appendfsync', 'always'])
  await using lab = await openLab({
    ...{ lifeMs: 6000, ...options },
    address: { ports: [server.port], isCluster: false },
  })
  await server.kill()
  const served = await lab.round()
  const sentWhileValid = lab.requests.length
  await lab.expire()
  const round = lab.round()
  await sleep(6000)
  const sentWhileAway = lab.requests.length
  await server.start()
  await round
  const outcome = judge('Redis is away for 12 s and keeps its data, a person’s session', lab, { requests: [1, 2] })
  const failed = Object.keys(served.failures)
  const problems = [
    ...(failed.length > 0 ? [`calls failed while tokens were valid: ${failed.join(', ')}`] : []),
    ...(sentWhileValid + sentWhileAway > 0 ? [`${sentWhileAway} refresh tokens were sent while Redis was away`] : []),
  ]
  return { ...outcome, problems: [...outcome.problems, ...problems] }
}
