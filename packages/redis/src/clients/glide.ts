import type { Connection, Feed } from './connection.ts'

/** The part of a client of `@valkey/valkey-glide` that is used: of `GlideClient` and of `GlideClusterClient`. */
export interface GlideClient {
  /** Sends a command. */
  customCommand(parts: string[], options: { decoder: number }): Promise<unknown>
  /** Begins to hear what is published on channels. */
  subscribeLazy?(channels: Iterable<string>): Promise<unknown>
  /** Ends it. */
  unsubscribeLazy?(channels: Iterable<string>): Promise<unknown>
  /** Resolves to the next message that is heard. */
  getPubSubMessage(): Promise<{ readonly channel: unknown; readonly message: unknown }>
}

export function isGlide(client: object): client is GlideClient {
  return 'customCommand' in client
}

// `Decoder.Bytes`: what is not UTF-8 would otherwise be an error, and could not even be replaced.
const asBytes = { decoder: 0 }

export function connectGlide(client: GlideClient, subscriber: GlideClient | undefined): Connection {
  return {
    send: ({ command, script, keys, values }) =>
      client.customCommand([command, script, String(keys.length), ...keys, ...values], asBytes),
    // All messages of a client come in one queue, and whoever takes one takes it from the others: never from the user.
    openFeed(onMessage): Feed | undefined {
      if (!subscriber?.subscribeLazy) return undefined
      void forward(subscriber, onMessage)
      return {
        subscribe: async (channel) => subscriber.subscribeLazy?.([channel]),
        unsubscribe: async (channel) => subscriber.unsubscribeLazy?.([channel]),
      }
    },
  }
}

/** Until the client is closed. */
async function forward(source: GlideClient, onMessage: (channel: string, message: string) => void): Promise<void> {
  try {
    for (;;) {
      const { channel, message } = await source.getPubSubMessage()
      onMessage(String(channel), String(message))
    }
  } catch {
    // Without messages, those who wait ask from time to time.
  }
}
