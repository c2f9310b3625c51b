import type { Connection } from './connection.ts'
import { connectGlide, type GlideClient, isGlide } from './glide.ts'
import { connectIoredis, type IoredisClient, isIoredis } from './ioredis.ts'
import { connectNodeRedis, isNodeRedis, type NodeRedisClient } from './node-redis.ts'

/**
 * A client of `redis`, `ioredis`, `iovalkey` or `@valkey/valkey-glide`, as you have made and connected it: for one
 * server, for a cluster or for Sentinel.
 */
export type RedisClient = NodeRedisClient | IoredisClient | GlideClient

/** @throws {TypeError} for what is none of the clients, or two of different packages */
export function connect(client: RedisClient, subscriber: RedisClient | undefined): Connection {
  checkClient(client, 'the first argument')
  if (subscriber !== undefined) checkClient(subscriber, '`subscriber`')
  if (isNodeRedis(client) && isSame(subscriber, isNodeRedis)) return connectNodeRedis(client, subscriber)
  if (isIoredis(client) && isSame(subscriber, isIoredis)) return connectIoredis(client, subscriber)
  if (isGlide(client) && isSame(subscriber, isGlide)) return connectGlide(client, subscriber)
  throw new TypeError(
    '@auth/redis: `subscriber` must be a client of the same package as the first argument: for example `client.duplicate()`',
  )
}

function isSame<Client extends RedisClient>(
  subscriber: RedisClient | undefined,
  is: (client: object) => client is Client,
): subscriber is Client | undefined {
  return subscriber === undefined || is(subscriber)
}

function checkClient(client: unknown, name: string): void {
  if (typeof client === 'object' && client !== null && [isNodeRedis, isIoredis, isGlide].some((is) => is(client)))
    return
  throw new TypeError(
    `@auth/redis: ${name} must be a client of \`redis\`, \`ioredis\`, \`iovalkey\` or \`@valkey/valkey-glide\``,
  )
}
