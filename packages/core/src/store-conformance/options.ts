import type { TokenStore } from '../store/token-store.ts'

/** A store to be tried, and what can be done to it. */
export interface StoreConformanceOptions {
  /**
   * Makes a client of the store. It is called several times in a case: all that it makes must be on the same backing, as
   * those of several processes would be. Keys are never used twice, so the backing need not be emptied.
   */
  readonly createStore: () => TokenStore | Promise<TokenStore>
  /** Called with each client after its case. @default nothing is closed */
  readonly closeStore?: ((store: TokenStore) => unknown) | undefined
  /**
   * Takes the lock of a key from whoever holds it, as if its holder had been paused for too long: by removing the lock's
   * record, for example. Cases that need it are skipped without it.
   */
  readonly loseLock?: ((key: string) => unknown) | undefined
  /**
   * Lets the next `times` writes of values, of any client, fail as they would when the connection breaks: 0 ends it.
   * Reading and locking go on working. Cases that need it are skipped without it.
   */
  readonly failWrites?: ((times: number) => unknown) | undefined
  /**
   * How long anything may take that has to happen, in milliseconds: longer than the store needs to find out that a lock
   * is lost, or to tell of a change.
   *
   * @default 5000
   */
  readonly patienceMs?: number | undefined
  /**
   * How long the suite waits for what must not happen, in milliseconds. More finds more, and takes longer: it should be
   * several round trips to the store.
   *
   * @default 50
   */
  readonly graceMs?: number | undefined
}
