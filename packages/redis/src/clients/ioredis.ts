import type { Connection, Feed } from './connection.ts'

/** The part of a client of `ioredis` or `iovalkey` that is used: of `Redis` and of `Cluster`. */
export interface IoredisClient {
  /** Runs a script. */
  eval(script: string, numberOfKeys: number, ...keysAndValues: string[]): Promise<unknown>
  /** Runs a script that the server has, by its digest. */
  evalsha(sha1: string, numberOfKeys: number, ...keysAndValues: string[]): Promise<unknown>
  /** Begins to hear what is published on a channel. */
  subscribe(channel: string): Promise<unknown>
  /** Ends it. */
  unsubscribe(channel: string): Promise<unknown>
  /** Adds a listener for what is heard. */
  on(event: 'message', listener: (channel: string, message: string) => void): unknown
  /** What the client was made with: the protocol is looked up there. */
  readonly options?: object | undefined
  /** Whether it is a client of a cluster. */
  readonly isCluster?: boolean | undefined
}

export function isIoredis(client: object): client is IoredisClient {
  return 'evalsha' in client
}

export function connectIoredis(client: IoredisClient, subscriber: IoredisClient | undefined): Connection {
  return {
    send({ command, script, keys, values }) {
      const parameters = [...keys, ...values]
      return command === 'EVAL'
        ? client.eval(script, keys.length, ...parameters)
        : client.evalsha(script, keys.length, ...parameters)
    },
    openFeed(onMessage): Feed | undefined {
      const source = subscriber ?? client
      if (source === client && isTakenOverBySubscribing(client)) return undefined
      source.on('message', onMessage)
      return {
        subscribe: (channel) => source.subscribe(channel),
        unsubscribe: (channel) => source.unsubscribe(channel),
      }
    },
  }
}

/** With RESP2 a connection that subscribes can do nothing else. A cluster subscribes on one of its own. */
function isTakenOverBySubscribing({ isCluster, options }: IoredisClient): boolean {
  return !isCluster && !(options && 'protocol' in options && options.protocol === 3)
}
