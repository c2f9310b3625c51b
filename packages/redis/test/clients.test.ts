import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createRedisStore, type RedisClient } from '../src/index.ts'
import { hold } from './support/holder.ts'
import { glideClient, ioredisClient, nodeRedisClient } from './support/scripted-clients.ts'
import { createScriptedServer } from './support/scripted-server.ts'

const { signal } = new AbortController()

describe.each([
  ['redis', nodeRedisClient],
  ['ioredis', ioredisClient],
  ['GLIDE', glideClient],
] as const)('A client in the manner of %s', (_, make) => {
  test('Stores, and with a second connection is woken by messages.', async () => {
    const clock = createVirtualClock()
    const server = createScriptedServer(clock)
    const open = () => createRedisStore(make(server), { clock, subscriber: make(server) })
    const holder = hold(open(), 'key', signal, 'new')
    await holder.holds
    const waiter = hold(open(), 'key', signal)
    waiter.goOn()
    await clock.advance(0)
    holder.goOn()
    const startedAt = clock.monotonic()
    expect(await clock.settle(waiter.written)).toBe('new')
    expect(clock.monotonic()).toBe(startedAt)
  })
})

test.each([
  ['`redis` with RESP 3', (server) => nodeRedisClient(server, 3), true],
  ['`redis` with RESP 2', (server) => nodeRedisClient(server, 2), false],
  ['`ioredis` with protocol 3', (server) => ioredisClient(server, { protocol: 3 }), true],
  ['`iovalkey`', (server) => ioredisClient(server, {}), false],
  ['a cluster of `iovalkey`', (server) => ioredisClient(server, {}, true), true],
  ['GLIDE, whose messages are the user’s,', (server) => glideClient(server), false],
] satisfies [string, (server: ReturnType<typeof createScriptedServer>) => RedisClient, boolean][])(
  'A connection of %s is subscribed: %#.',
  async (_, make, isSubscribed) => {
    const clock = createVirtualClock()
    const server = createScriptedServer(clock)
    createRedisStore(make(server), { clock }).watch?.('key', () => {})
    await clock.advance(0)
    expect(server.counts['SUBSCRIBE'] ?? 0).toBe(isSubscribed ? 1 : 0)
  },
)
