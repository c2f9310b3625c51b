import type { GlideClient, GlideClusterClient } from '@valkey/valkey-glide'
import type { Redis as Ioredis, Cluster as IoredisCluster } from 'ioredis'
import type { Redis as Iovalkey, Cluster as IovalkeyCluster } from 'iovalkey'
import type { createClient, createClientPool, createCluster, createSentinel } from 'redis'
import { expectTypeOf, test } from 'vitest'
import type { RedisClient } from '../src/index.ts'

test('Every client of the four packages is one of those that the types take, as it was made.', () => {
  expectTypeOf<ReturnType<typeof createClient>>().toExtend<RedisClient>()
  expectTypeOf<ReturnType<typeof createClientPool>>().toExtend<RedisClient>()
  expectTypeOf<ReturnType<typeof createCluster>>().toExtend<RedisClient>()
  expectTypeOf<ReturnType<typeof createSentinel>>().toExtend<RedisClient>()
  expectTypeOf<Ioredis>().toExtend<RedisClient>()
  expectTypeOf<IoredisCluster>().toExtend<RedisClient>()
  expectTypeOf<Iovalkey>().toExtend<RedisClient>()
  expectTypeOf<IovalkeyCluster>().toExtend<RedisClient>()
  expectTypeOf<GlideClient>().toExtend<RedisClient>()
  expectTypeOf<GlideClusterClient>().toExtend<RedisClient>()
  expectTypeOf<{ readonly get: () => void }>().not.toExtend<RedisClient>()
})
