/**
 * Where a session is kept. Values are opaque strings that hold secrets. The default keeps them in memory.
 */
export interface TokenStore {
  /** The current value of `key`, without waiting for a lock; `undefined` for none. */
  read(key: string, options: { readonly signal: AbortSignal }): Promise<string | undefined>
  /**
   * Runs `change` with the current value while nobody else changes `key`, and writes what it returns (`undefined`
   * removes the key). Fails if the lock was lost meanwhile. Returns what is stored afterwards. Once `signal` is
   * aborted, nobody waits any more: the lock is let go, or no longer waited for, and nothing is written.
   */
  update(
    key: string,
    change: (current: string | undefined, signal: AbortSignal) => Promise<string | undefined>,
    options: { readonly signal: AbortSignal },
  ): Promise<string | undefined>
  /** The store's own clock in epoch milliseconds, where it has one: ages in a fleet are taken on it. */
  now?(): Promise<number>
  /** `false`: this store cannot be written here, so nothing that works only once may be spent. @default true */
  readonly canWrite?: boolean | (() => boolean)
  /**
   * Whether `signOut` leaves a record that says so, so that others who hold the session learn of it. `false` where there
   * are no others, as with a cookie: the key is then removed. @default true
   */
  readonly keepsTombstones?: boolean
}
