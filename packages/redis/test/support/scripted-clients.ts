import type { GlideClient, IoredisClient, NodeRedisClient } from '../../src/index.ts'
import type { ScriptedServer } from './scripted-server.ts'

/** A client in the manner of `redis`. With RESP 2, it cannot subscribe beside its commands. */
export function nodeRedisClient(server: ScriptedServer, protocol: 2 | 3 = 3): NodeRedisClient {
  return {
    options: { RESP: protocol },
    eval: (script, options) => server.run('EVAL', script, options.keys, options.arguments),
    evalSha: (sha1, options) => server.run('EVALSHA', sha1, options.keys, options.arguments),
    async subscribe(channel, listener) {
      server.subscribe(channel, (from, message) => listener(message, from))
    },
    unsubscribe: async (channel) => server.unsubscribe(channel),
  }
}

/** A client in the manner of `ioredis` and `iovalkey`. */
export function ioredisClient(server: ScriptedServer, options: object = {}, isCluster = false): IoredisClient {
  let listener = (_channel: string, _message: string): void => {}
  return {
    ...{ options, isCluster },
    eval: (script, count, ...rest) => server.run('EVAL', script, rest.slice(0, count), rest.slice(count)),
    evalsha: (sha1, count, ...rest) => server.run('EVALSHA', sha1, rest.slice(0, count), rest.slice(count)),
    subscribe: async (channel) => server.subscribe(channel, (from, message) => listener(from, message)),
    unsubscribe: async (channel) => server.unsubscribe(channel),
    on(_, onMessage) {
      listener = onMessage
    },
  }
}

/** A client in the manner of GLIDE, which brings bytes, and messages in one queue. */
export function glideClient(server: ScriptedServer): GlideClient {
  const queue: { channel: Buffer; message: Buffer }[] = []
  let wake = (): void => {}
  return {
    async customCommand([command, script = '', count, ...rest]) {
      const keys = Number(count)
      const name = command === 'EVAL' ? 'EVAL' : 'EVALSHA'
      return asBytes(await server.run(name, script, rest.slice(0, keys), rest.slice(keys)))
    },
    async subscribeLazy(channels) {
      for (const name of channels) {
        server.subscribe(name, (channel, message) => {
          queue.push({ channel: Buffer.from(channel), message: Buffer.from(message) })
          wake()
        })
      }
    },
    async unsubscribeLazy(channels) {
      for (const name of channels) server.unsubscribe(name)
    },
    async getPubSubMessage() {
      for (;;) {
        const next = queue.shift()
        if (next) return next
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

function asBytes(reply: unknown): unknown {
  if (Array.isArray(reply)) return reply.map(asBytes)
  return typeof reply === 'string' ? Buffer.from(reply) : reply
}
