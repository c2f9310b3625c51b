/** One script, where it runs and with what: in a cluster, the keys say on which node. */
export interface ScriptCall {
  readonly command: 'EVAL' | 'EVALSHA'
  /** The text of the script, or its SHA-1. */
  readonly script: string
  readonly keys: readonly string[]
  readonly values: readonly string[]
}

/** What the store needs of a client, whoever wrote that. */
export interface Connection {
  send(call: ScriptCall): Promise<unknown>
  /** Opens the feed of messages; `undefined` for a client that cannot subscribe beside its other commands. */
  openFeed(onMessage: (channel: string, message: string) => void): Feed | undefined
}

/** Channels that are listened to. */
export interface Feed {
  subscribe(channel: string): Promise<unknown>
  unsubscribe(channel: string): Promise<unknown>
}
