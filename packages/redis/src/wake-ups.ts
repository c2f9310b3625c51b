import type { Connection, Feed } from './clients/connection.ts'

// Channels that nobody waits at stay subscribed, for the session is renewed again: up to so many.
const mostIdleChannels = 1000

interface Channel {
  /** Those who wait for the lock. Everybody is woken, whoever sent the message. */
  readonly waiters: Set<() => void>
  readonly watchers: Set<() => void>
  /** Whether messages come; `undefined` before anybody has asked for them. */
  subscribed: Promise<boolean> | undefined
}

/** Tells those who wait, and those who watch, what other clients have done to a session. */
export class WakeUps {
  /** Names this store in what it sends. */
  readonly sender: string = crypto.randomUUID()
  readonly #connection: Connection
  readonly #channels = new Map<string, Channel>()
  #feed: Feed | undefined
  #isOpen = false

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Calls `onMessage` for what happens in a channel that is subscribed. Returns a function that ends it. */
  await(name: string, onMessage: () => void): () => void {
    const { waiters } = this.#channelOf(name)
    waiters.add(onMessage)
    return () => {
      waiters.delete(onMessage)
      this.#forgetUnused(name)
    }
  }

  /** Calls `onChange` when another client has written. Returns a function that ends it. */
  watch(name: string, onChange: () => void): () => void {
    const { watchers } = this.#channelOf(name)
    watchers.add(onChange)
    void this.subscribe(name)
    return () => {
      watchers.delete(onChange)
      this.#forgetUnused(name)
    }
  }

  /** How many channels are remembered. */
  get size(): number {
    return this.#channels.size
  }

  /** Whether messages come already. */
  has(name: string): boolean {
    return this.#channels.get(name)?.subscribed !== undefined
  }

  /** Resolves to whether messages come from now on. */
  subscribe(name: string): Promise<boolean> {
    const channel = this.#channelOf(name)
    channel.subscribed ??= this.#subscribe(name, channel)
    // The last used is the last.
    this.#channels.delete(name)
    this.#channels.set(name, channel)
    this.#forgetIdle()
    return channel.subscribed
  }

  async #subscribe(name: string, channel: Channel): Promise<boolean> {
    if (!this.#isOpen) {
      this.#isOpen = true
      this.#feed = this.#connection.openFeed((from, message) => this.#deliver(from, message))
    }
    if (!this.#feed) return false
    try {
      await this.#feed.subscribe(name)
      return true
    } catch {
      // The next one who waits tries again.
      channel.subscribed = undefined
      return false
    }
  }

  #channelOf(name: string): Channel {
    const channel = this.#channels.get(name) ?? { waiters: new Set(), watchers: new Set(), subscribed: undefined }
    this.#channels.set(name, channel)
    return channel
  }

  #deliver(name: string, message: string): void {
    const channel = this.#channels.get(name)
    if (!channel) return
    const [kind, sender] = message.split(' ')
    for (const wake of [...channel.waiters]) wake()
    // Where several watch in one process, it is not known which of them has written.
    if (kind !== 'written' || (sender === this.sender && channel.watchers.size < 2)) return
    for (const onChange of [...channel.watchers]) onChange()
  }

  /** Most sessions are renewed by the one process that has them: nobody else ever waits, and nothing is subscribed. */
  #forgetUnused(name: string): void {
    const channel = this.#channels.get(name)
    if (channel && !channel.subscribed && isIdle(channel)) this.#channels.delete(name)
  }

  #forgetIdle(): void {
    if (this.#channels.size <= mostIdleChannels) return
    for (const [name, channel] of this.#channels) {
      if (!isIdle(channel)) continue
      this.#channels.delete(name)
      if (channel.subscribed) this.#feed?.unsubscribe(name).catch(() => {})
      return
    }
  }
}

function isIdle({ waiters, watchers }: Channel): boolean {
  return waiters.size === 0 && watchers.size === 0
}
