import type { Connection, Feed } from './connection.ts'

type Listener = (message: unknown, channel: unknown) => void

/** The part of a client of the package `redis` that is used: of `createClient`, `createCluster`, `createSentinel`. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  evalSha(sha1: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  subscribe?(channels: string, listener: Listener): Promise<unknown>
  unsubscribe?(channels: string, listener: Listener): Promise<unknown>
  readonly options?: object | undefined
}

export function isNodeRedis(client: object): client is NodeRedisClient {
  return 'evalSha' in client
}

export function connectNodeRedis(client: NodeRedisClient, subscriber: NodeRedisClient | undefined): Connection {
  return {
    send({ command, script, keys, values }) {
      const options = { keys: [...keys], arguments: [...values] }
      return command === 'EVAL' ? client.eval(script, options) : client.evalSha(script, options)
    },
    openFeed(onMessage): Feed | undefined {
      const source = subscriber ?? client
      if (!source.subscribe || (source === client && isTakenOverBySubscribing(client))) return undefined
      const listener: Listener = (message, channel) => onMessage(String(channel), String(message))
      return {
        subscribe: async (channel) => source.subscribe?.(channel, listener),
        unsubscribe: async (channel) => source.unsubscribe?.(channel, listener),
      }
    },
  }
}

/** With RESP2 a connection that subscribes can do nothing else. Clusters and Sentinel subscribe on one of their own. */
function isTakenOverBySubscribing({ options }: NodeRedisClient): boolean {
  return options !== undefined && 'RESP' in options && options.RESP === 2
}
