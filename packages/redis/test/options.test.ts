import { createVirtualClock } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createRedisStore } from '../src/index.ts'
import { glideClient, nodeRedisClient } from './support/scripted-clients.ts'
import { createScriptedServer } from './support/scripted-server.ts'

const server = createScriptedServer(createVirtualClock())
const client = nodeRedisClient(server)

test.each([
  [{ prefix: 'a{b}' }, '`prefix` must be without braces'],
  [{ prefix: '' }, '`prefix` must be a non-empty string'],
  [{ lockTtlMs: 500 }, '`lockTtlMs` must be at least 1000'],
  [{ lockTtlMs: Number.NaN }, '`lockTtlMs` must be a positive number'],
  [{ commandTimeoutMs: 5000 }, '`commandTimeoutMs` must be at most a third of `lockTtlMs`'],
  [{ subscriber: {} }, '`subscriber` must be a client of `redis`'],
  [{ subscriber: glideClient(server) }, '`subscriber` must be a client of the same package'],
  [{ ttl: 5 }, 'there is no option `ttl`'],
])('Wrong options %j are a TypeError that says what to pass.', (options, message) => {
  // What TypeScript would not allow either.
  const create = () => createRedisStore(client, options as object)
  expect(create).toThrow(TypeError)
  expect(create).toThrow(`@auth/redis: ${message}`)
})

test.each([[undefined], [null], ['redis://localhost'], [{}], [new Map()]])(
  'What is no client, such as %j, is a TypeError.',
  (wrong) => {
    // As above.
    expect(() => createRedisStore(wrong as never)).toThrow('@auth/redis: the first argument must be a client')
  },
)

test('A shorter life of locks brings shorter limits for commands.', () => {
  expect(() => createRedisStore(client, { lockTtlMs: 1000 })).not.toThrow()
})
