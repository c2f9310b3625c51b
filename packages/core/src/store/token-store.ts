/**
 * Where a session is kept. Values are opaque strings that hold secrets. The default keeps them in memory.
 */
export interface TokenStore {
  /** The current value of `key`, without waiting for a lock; `undefined` for none. */
  read(key: string, options: { readonly signal: AbortSignal }): Promise<string | undefined>
  /**
   * Runs `change` with the current value while nobody else changes `key`, and writes what it returns (`undefined`
   * removes the key). Returns what is stored afterwards.
   *
   * - The signal that `change` gets is aborted when the lock is lost: what works only once is then no longer sent. One
   *   that is aborted from the start says that there is no lock: whoever waited may be shown what the holder has written.
   * - What is written replaces the value that `change` was given, and no other. Where somebody else has written
   *   meanwhile, `change` is run again with what is stored now, or the update fails.
   * - A write that fails is tried again while the lock is held, for whoever gets the lock next would spend a refresh
   *   token that is used up.
   * - Once `signal` is aborted, nobody waits any more: the lock is let go, or no longer waited for, and nothing is
   *   written.
   */
  update(
    key: string,
    change: (current: string | undefined, signal: AbortSignal) => Promise<string | undefined>,
    options: UpdateOptions,
  ): Promise<string | undefined>
  /**
   * The store's own clock in epoch milliseconds, where it has one: ages in a fleet are taken on it. Asked before
   * anything is spent, so it should answer without a round trip: see `createLockingStore`.
   */
  now?(): Promise<number>
  /**
   * Calls `onChange` soon after somebody else has changed `key`, until the returned function is called. A hint: it may
   * come late, twice or never, and what is stored is read again at the next use.
   */
  watch?(key: string, onChange: () => void): () => void
  /** `false`: this store cannot be written here, so nothing that works only once may be spent. @default true */
  readonly canWrite?: boolean | (() => boolean)
  /**
   * Whether `signOut` leaves a record that says so, so that others who hold the session learn of it. `false` where there
   * are no others, as with a cookie: the key is then removed. @default true
   */
  readonly keepsTombstones?: boolean
}

/** What an update is told beside its change. */
export interface UpdateOptions {
  /** Aborted when nobody waits any more. */
  readonly signal: AbortSignal
  /** How long what is written is of use, in milliseconds, unless it is written again: it may be dropped after that. */
  readonly lifeMs?: number | undefined
}
