import { readdirSync } from 'node:fs'
import { unlink, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Lease } from '../locking-store.ts'
import type { UpdateOptions } from '../token-store.ts'
import { cleanUp } from './clean-up.ts'
import type { Environment } from './environment.ts'
import { codeOf, explaining } from './error-code.ts'
import { beatMs, counts, staleAfterMs, type TakenLock } from './lock.ts'
import { publish, syncFolder } from './publish.ts'
import { createRecord, encodeRecord, type FileRecord } from './record.ts'
import { emptyLifeMs, list, lockName, makeFolder, readNewest, sort } from './session-folder.ts'

/** What is stored under a key, once what has had its time is left out. */
export function storedValue(
  { value, expiresAt }: Pick<FileRecord, 'value' | 'expiresAt'>,
  now: number,
): string | undefined {
  return expiresAt !== undefined && expiresAt <= now ? undefined : value
}

/** A lock that was taken, for as long as it is held. */
export class FileLease implements Lease {
  #current: string | undefined
  readonly #folder: string
  readonly #taken: TakenLock
  readonly #environment: Environment
  readonly #lost = new AbortController()
  #lastBeatAt: number
  #cancelBeat = (): void => {}

  #isOver = false

  constructor(folder: string, taken: TakenLock, environment: Environment) {
    this.#folder = folder
    this.#taken = taken
    this.#environment = environment
    this.#lastBeatAt = environment.clock.monotonic()
    this.#scheduleBeat()
  }

  /** Reads what is stored. Resolves to whether the lock still counts. */
  async open(): Promise<boolean> {
    const stored = await readNewest(this.#folder)
    this.#current = storedValue(stored, this.#environment.clock.now())
    return stored.version === this.#taken.version
  }

  get current(): string | undefined {
    return this.#current
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  replace(expected: string | undefined, next: string | undefined, options: UpdateOptions): Promise<boolean> {
    return explaining(dirname(this.#folder), () => this.#replace(expected, next, options))
  }

  async #replace(
    expected: string | undefined,
    next: string | undefined,
    { signal, lifeMs }: UpdateOptions,
  ): Promise<boolean> {
    const now = this.#environment.clock.now()
    let stored = await readNewest(this.#folder)
    if (stored.version === undefined) {
      // Somebody has removed the folder.
      await makeFolder(dirname(this.#folder), this.#folder, now)
      stored = await readNewest(this.#folder)
    }
    const { version } = stored
    if (version === undefined || storedValue(stored, now) !== expected) return this.#lose()
    const lifeOrNone = next === undefined ? emptyLifeMs : lifeMs
    const expiresAt = lifeOrNone === undefined ? undefined : Math.ceil(now + lifeOrNone)
    const record = createRecord(next, expiresAt, stored)
    const text = encodeRecord(record)
    const isPublished = await publish(this.#folder, String(version + 1), text, { signal, isDurable: true })
    if (!isPublished || !(await this.#hasCounted(version + 1, record.id))) return this.#lose()
    this.#stop()
    await syncFolder(this.#folder)
    await cleanUp(this.#folder, stored.isDamaged ? version : undefined, now)
    return true
  }

  /** A number can also be free because others have used it, gone on from there, and cleared it away. */
  async #hasCounted(version: number, id: string): Promise<boolean> {
    if ((await list(this.#folder))?.newest === version) return true
    return (await readNewest(this.#folder)).ancestors.includes(id)
  }

  async release(): Promise<void> {
    this.#stop()
    await unlink(this.#path).catch(() => {})
  }

  get #path(): string {
    return join(this.#folder, lockName(this.#taken.version, this.#taken.number))
  }

  #stop(): void {
    this.#isOver = true
    this.#cancelBeat()
  }

  #lose(): false {
    if (!this.#isOver) this.#lost.abort(new Error('@auth/core: the lock of the file store was lost'))
    this.#stop()
    return false
  }

  #scheduleBeat(): void {
    this.#cancelBeat = this.#environment.scheduleIdle(() => void this.#beat(), beatMs)
  }

  async #beat(): Promise<void> {
    // After a pause that was long enough to lose the lock, this must be known before anything else goes on.
    if (this.#silentForMs() > staleAfterMs && !this.#countsNow()) return void this.#lose()
    this.#scheduleBeat()
    try {
      const listing = await list(this.#folder)
      if (this.#isOver) return
      if (!counts(listing, this.#taken)) return void this.#lose()
      const now = this.#environment.clock.now() / 1000
      await utimes(this.#path, now, now)
      this.#lastBeatAt = this.#environment.clock.monotonic()
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || this.#silentForMs() > staleAfterMs) this.#lose()
    }
  }

  #silentForMs(): number {
    return this.#environment.clock.monotonic() - this.#lastBeatAt
  }

  #countsNow(): boolean {
    try {
      return counts(sort(readdirSync(this.#folder)), this.#taken)
    } catch {
      return false
    }
  }
}
