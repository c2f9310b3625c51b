import type { Connection, Feed } from './connection.ts'

/** The part of a client of the package `redis` that is used: of `createClient`, `createCluster`, `createSentinel`. */
export interface NodeRedisClient {
  /** Runs a script. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  /** Runs a script that the server has, by its digest. */
  evalSha(sha1: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  /** Begins to hear what is published on a channel. A pool of clients cannot. */
  subscribe?(channels: string, listener: (message: unknown, channel: unknown) => void): Promise<unknown>
  /** Ends it. */
  unsubscribe?(channels: string, listener: (message: unknown, channel: unknown) => void): Promise<unknown>
  /** What the client was made with: the protocol is looked up there. */
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
      const listener = (message: unknown, channel: unknown): void => onMessage(String(channel), String(message))
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
