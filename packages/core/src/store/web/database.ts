import { explain } from './explain.ts'
import { limitTime } from './limit-time.ts'
import { openDatabase } from './open-database.ts'

const sessions = 'sessions'
// Longer than most records.
const room = { key: 'room', text: ' '.repeat(8192) }

type Work<Result> = (sessions: IDBObjectStore, answer: (result: Result) => void) => void

/** The texts of one IndexedDB database, by key. */
export class SessionDatabase {
  readonly #name: string
  #opening: Promise<IDBDatabase> | undefined

  constructor(name: string) {
    this.#name = name
  }

  read(key: string, signal: AbortSignal): Promise<string | undefined> {
    return this.#run<string | undefined>('readonly', signal, (store, answer) => get(store, key, answer))
  }

  /** As {@link read}, and fails where nothing can be written: one has to know before a refresh token is spent. */
  readToWrite(key: string, signal: AbortSignal): Promise<string | undefined> {
    return this.#run<string | undefined>('readwrite', signal, (store, answer) => {
      get(store, key, answer)
      store.put(room.text, room.key)
    })
  }

  /** Writes, or removes with `undefined`, if what is stored is still `expected`. Resolves to whether it has. */
  replace(key: string, expected: string | undefined, next: string | undefined, signal: AbortSignal): Promise<boolean> {
    return this.#run<boolean>('readwrite', signal, (store, answer) =>
      get(store, key, (current) => {
        answer(current === expected)
        if (current !== expected) return
        if (next === undefined) store.delete(key)
        else store.put(next, key)
      }),
    )
  }

  /** Runs one transaction. It is over when it is complete: before that, the next holder of a lock may not see it. */
  async #run<Result>(mode: IDBTransactionMode, signal: AbortSignal, work: Work<Result>): Promise<Result> {
    signal.throwIfAborted()
    try {
      return await limitTime(signal, async (over) => transact(await this.#transaction(mode), work, over))
    } catch (error) {
      if (signal.aborted) throw signal.reason
      // After a write for which there was no room, Firefox lets that connection write no more.
      this.#opening?.then(close, () => {})
      this.#opening = undefined
      throw explain(error)
    }
  }

  async #transaction(mode: IDBTransactionMode): Promise<IDBTransaction> {
    try {
      return begin(await this.#open(), mode)
    } catch (error) {
      const wasClosed = error instanceof DOMException && error.name === 'InvalidStateError'
      if (!wasClosed) throw error
      this.#opening = undefined
      return begin(await this.#open(), mode)
    }
  }

  #open(): Promise<IDBDatabase> {
    if (this.#opening) return this.#opening
    const opening = openDatabase(this.#name, sessions, () => {
      if (this.#opening === opening) this.#opening = undefined
    })
    this.#opening = opening
    return opening
  }
}

function close(database: IDBDatabase): void {
  database.close()
}

function begin(database: IDBDatabase, mode: IDBTransactionMode): IDBTransaction {
  // A power cut must not bring back a refresh token that is used up.
  return database.transaction(sessions, mode, { durability: 'strict' })
}

function transact<Result>(transaction: IDBTransaction, work: Work<Result>, over: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    let result: Result
    const stop = (): void => {
      try {
        transaction.abort()
      } catch {
        // It is being written already.
      }
    }
    transaction.oncomplete = () => resolve(result)
    transaction.onabort = () => reject(transaction.error ?? new DOMException('', 'AbortError'))
    work(transaction.objectStore(sessions), (answer) => {
      result = answer
    })
    over.addEventListener('abort', stop)
    if (over.aborted) stop()
  })
}

function get(store: IDBObjectStore, key: string, found: (text: string | undefined) => void): void {
  const request = store.get(key)
  // Anything else was not stored by this, and would never be equal to itself.
  request.onsuccess = () => found(typeof request.result === 'string' ? request.result : undefined)
}
