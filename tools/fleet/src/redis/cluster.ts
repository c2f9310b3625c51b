import { setTimeout as sleep } from 'node:timers/promises'
import type { Address } from './clients.ts'
import type { Program } from './programs.ts'
import { type Server, startServer } from './server.ts'

const slots = 16_384

/** Three nodes, without replicas. */
export interface Cluster extends AsyncDisposable {
  readonly address: Address
  readonly nodes: readonly Server[]
  /** Moves the slot of every record to another node, key by key, as a resharding does. */
  moveSlots(): Promise<void>
}

export async function startCluster(program: Program): Promise<Cluster> {
  const settings = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '5000']
  const nodes = await Promise.all([0, 1, 2].map(() => startServer(program, settings)))
  const share = Math.ceil(slots / nodes.length)
  await Promise.all(
    nodes.map(async ({ admin }, index) => {
      const last = Math.min(slots, (index + 1) * share) - 1
      await admin.call('CLUSTER', 'ADDSLOTSRANGE', String(index * share), String(last))
    }),
  )
  for (const { port } of nodes.slice(1)) await nodes[0]?.admin.call('CLUSTER', 'MEET', '127.0.0.1', String(port))
  for (const node of nodes) while (!(await isComplete(node))) await sleep(50)
  return {
    nodes,
    address: { ports: nodes.map(({ port }) => port), isCluster: true },
    async moveSlots() {
      for (const [index, node] of nodes.entries()) {
        const found = await node.admin.keys('*}')
        const target = nodes[(index + 1) % nodes.length]
        const slot = found[0] && (await node.admin.cluster('KEYSLOT', found[0]))
        if (slot !== undefined && slot !== '' && target) return moveSlot(Number(slot), node, target, nodes)
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    },
  }
}

async function isComplete({ admin }: Server): Promise<boolean> {
  const info = String(await admin.call('CLUSTER', 'INFO'))
  return info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3')
}

async function moveSlot(slot: number, source: Server, target: Server, nodes: readonly Server[]): Promise<void> {
  const ids = { source: await source.admin.cluster('MYID'), target: await target.admin.cluster('MYID') }
  await target.admin.call('CLUSTER', 'SETSLOT', String(slot), 'IMPORTING', String(ids.source))
  await source.admin.call('CLUSTER', 'SETSLOT', String(slot), 'MIGRATING', String(ids.target))
  // Clients meet a slot on its way.
  await sleep(100)
  for (;;) {
    const keys = await source.admin.cluster('GETKEYSINSLOT', slot, 100)
    if (keys.length === 0) break
    const parts = ['127.0.0.1', String(target.port), '', '0', '5000', 'KEYS', ...keys]
    await source.admin.call('MIGRATE', ...parts)
  }
  for (const { admin } of [target, source, ...nodes]) {
    await admin.call('CLUSTER', 'SETSLOT', String(slot), 'NODE', String(ids.target))
  }
}
