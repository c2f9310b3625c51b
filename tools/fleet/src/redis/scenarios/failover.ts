import { judge, type Outcome } from '../../common/outcome.ts'
import { startSwitchboard } from '../../common/switchboard.ts'
import { type ClientName, sentinelName } from '../clients.ts'
import { type LabOptions, openLab } from '../lab.ts'
import type { Program } from '../programs.ts'
import { startServer } from '../server.ts'

/**
 * The server is killed as tokens end, or while an answer of the provider is on its way; a Sentinel promotes the replica,
 * and the clients find it by themselves.
 */
export async function runSentinel(
  program: Program,
  { clientName, isOut }: { readonly clientName: ClientName; readonly isOut: boolean },
  options: Omit<LabOptions, 'address'>,
): Promise<Outcome> {
  await using first = await startServer(program)
  await using _replica = await startServer(program, ['--replicaof', '127.0.0.1', String(first.port)])
  const settings = [
    `sentinel monitor ${sentinelName} 127.0.0.1 ${first.port} 1`,
    `sentinel down-after-milliseconds ${sentinelName} 1000`,
    `sentinel failover-timeout ${sentinelName} 10000`,
  ]
  await using sentinel = await startServer(program, settings, 'sentinel')
  const address = { ports: [sentinel.port], isCluster: false, isSentinel: true }
  await using lab = await openLab({ lifeMs: 5000, ...options, clientNames: [clientName], address })
  await lab.expire()
  const caught = isOut ? lab.fleet.catchAt('after-answer') : undefined
  const early = caught && lab.round()
  const holder = await caught
  await first.kill()
  holder?.send({ do: 'pass' })
  await (early ?? lab.round())
  await lab.expire()
  await lab.round()
  // Clients take their time to find the new server, and tokens end meanwhile.
  const moment = isOut ? 'while a renewal is out' : 'as tokens end'
  return judge(`failover by Sentinel with ${clientName}, ${moment}`, lab, { requests: [2, 4] })
}

/** The replica that takes over has never had the last renewal: those who have seen it know better. */
export async function runLostSecond(program: Program, options: Omit<LabOptions, 'address'>): Promise<Outcome> {
  await using first = await startServer(program)
  await using replica = await startServer(program, ['--replicaof', '127.0.0.1', String(first.port)])
  await using switchboard = await startSwitchboard(first.port)
  await using lab = await openLab({ ...options, address: { ports: [switchboard.port], isCluster: false } })
  await replica.admin.replicaof('NO', 'ONE')
  await lab.expire()
  await lab.round()
  await first.kill()
  switchboard.lead(replica.port)
  await lab.expire()
  await lab.round()
  return judge('failover to a replica that lacks the last renewal, which all have seen', lab, { requests: 2 })
}
