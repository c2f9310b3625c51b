import { leaseMs } from './session-lock.ts'

/** The storage of a Durable Object with SQLite, as far as it is used here. */
export interface ObjectStorage {
  readonly kv: {
    get<Value>(key: string): Value | undefined
    put<Value>(key: string, value: Value): void
    delete(key: string): boolean
  }
  setAlarm(at: number): Promise<void>
  deleteAlarm(): Promise<void>
  deleteAll(): Promise<void>
  sync(): Promise<void>
}

interface StoredRecord {
  readonly text: string
  /** When it is of no use any more, in epoch milliseconds. */
  readonly until?: number
}

interface StoredLock {
  readonly owner: string
  readonly takenAt: number
}

// A renewal has ended by then, in whatever way: twice what a token request may take.
const longestHoldMs = 60_000
const hourMs = 3_600_000

/**
 * What outlives the object: the session, and who holds its lock. Reads and writes are synchronous, so nothing can come in
 * between a comparison and the write that follows it.
 */
export class SessionStorage {
  readonly #storage: ObjectStorage

  constructor(storage: ObjectStorage) {
    this.#storage = storage
  }

  get text(): string | undefined {
    return this.#record?.text
  }

  /** Writes `next`, if what is stored is `expected`. It can be lost until {@link settle} has resolved. */
  replace(expected: string | undefined, next: string | undefined, lifeMs: number | undefined): boolean {
    if (this.text !== expected) return false
    if (next === undefined) this.#storage.kv.delete('record')
    else {
      const record: StoredRecord = { text: next, ...(lifeMs !== undefined && { until: Date.now() + lifeMs }) }
      this.#storage.kv.put('record', record)
    }
    return true
  }

  /** The holder of the lock when the object was evicted or reset, and how long it is to be waited for. */
  get lock(): { readonly owner: string; readonly leftMs: number } | undefined {
    const lock = this.#storage.kv.get<StoredLock>('lock')
    if (!lock) return undefined
    const leftMs = Math.min(leaseMs, lock.takenAt + longestHoldMs - Date.now())
    return leftMs > 0 ? { owner: lock.owner, leftMs } : undefined
  }

  keepLock(owner: string): void {
    const lock: StoredLock = { owner, takenAt: Date.now() }
    this.#storage.kv.put('lock', lock)
  }

  dropLock(owner: string): void {
    if (this.#storage.kv.get<StoredLock>('lock')?.owner === owner) this.#storage.kv.delete('lock')
  }

  /**
   * Waits until what was written is on disk, and has an alarm set for the end of its life. An awaited write alone is lost
   * when the object is reset right after it.
   */
  async settle(): Promise<void> {
    await this.#setAlarm()
    await this.#storage.sync()
  }

  /** Removes everything once it is of no use, so that sessions of people who never return cost nothing. */
  async tidy(isBusy: boolean): Promise<void> {
    try {
      if (this.#record || isBusy) await this.#setAlarm()
      else await this.#storage.deleteAll()
    } catch {
      // An alarm that throws is repeated for two minutes, and then never again.
      await this.#storage.setAlarm(Date.now() + hourMs).catch(() => {})
    }
  }

  get #record(): StoredRecord | undefined {
    const record = this.#storage.kv.get<StoredRecord>('record')
    return record && (record.until ?? Infinity) > Date.now() ? record : undefined
  }

  async #setAlarm(): Promise<void> {
    const record = this.#record
    if (record && record.until === undefined) await this.#storage.deleteAlarm()
    else await this.#storage.setAlarm(record?.until ?? Date.now() + longestHoldMs)
  }
}
