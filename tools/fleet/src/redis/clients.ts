import { createRedisStore, type RedisClient, type RedisStoreOptions } from '@auth/redis'
import { GlideClient, GlideClusterClient } from '@valkey/valkey-glide'
import { Redis as Ioredis, Cluster as IoredisCluster } from 'ioredis'
import { Redis as Iovalkey, Cluster as IovalkeyCluster } from 'iovalkey'
import { createClient, createCluster, createSentinel } from 'redis'

export const clientNames = ['redis', 'ioredis', 'iovalkey', 'glide'] as const
export type ClientName = (typeof clientNames)[number]

/** Where the server is. Several ports are those of a cluster; that of a Sentinel tells where it is. */
export interface Address {
  readonly ports: readonly number[]
  readonly isCluster: boolean
  readonly isSentinel?: boolean
}

/** The name under which a Sentinel knows the server. */
export const sentinelName = 'sessions'

interface Connected {
  readonly client: RedisClient
  readonly subscriber?: RedisClient
}

const quiet = (): void => {}

const makers: Readonly<Record<ClientName, (address: Address) => Promise<Connected>>> = {
  async redis({ ports: [port = 0], isCluster, isSentinel }) {
    const url = `redis://127.0.0.1:${port}`
    if (isSentinel) {
      const sentinelRootNodes = [{ host: '127.0.0.1', port }]
      return { client: await createSentinel({ name: sentinelName, sentinelRootNodes }).on('error', quiet).connect() }
    }
    if (isCluster)
      return {
        client: await createCluster({ rootNodes: [{ url }] })
          .on('error', quiet)
          .connect(),
      }
    return { client: await createClient({ url }).on('error', quiet).connect() }
  },
  async ioredis({ ports: [port = 0], isCluster, isSentinel }) {
    const node = { host: '127.0.0.1', port }
    if (isSentinel) return { client: new Ioredis({ sentinels: [node], name: sentinelName }).on('error', quiet) }
    return { client: isCluster ? new IoredisCluster([node]).on('error', quiet) : new Ioredis(node).on('error', quiet) }
  },
  async iovalkey({ ports: [port = 0], isCluster, isSentinel }) {
    const node = { host: '127.0.0.1', port }
    if (isCluster) return { client: new IovalkeyCluster([node]).on('error', quiet) }
    const place = isSentinel ? { sentinels: [node], name: sentinelName } : node
    const client = new Iovalkey(place).on('error', quiet)
    return { client, subscriber: client.duplicate().on('error', quiet) }
  },
  async glide({ ports, isCluster }) {
    const addresses = ports.map((port) => ({ host: '127.0.0.1', port }))
    const make = () => (isCluster ? GlideClusterClient : GlideClient).createClient({ addresses })
    return { client: await make(), subscriber: await make() }
  },
}

/** A store on a client of its own, as a process has one. `wrap` sees each command on its way. */
export async function openStore(
  name: ClientName,
  address: Address,
  options: RedisStoreOptions = {},
  wrap: (client: RedisClient) => RedisClient = (client) => client,
): Promise<ReturnType<typeof createRedisStore>> {
  const { client, subscriber } = await makers[name](address)
  return createRedisStore(wrap(client), { ...options, ...(subscriber && { subscriber }) })
}
