import { readFile, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './environment.ts'
import { codeOf } from './error-code.ts'
import { type FolderChanges, followFolder } from './folder-change.ts'
import type { Owner } from './process-facts.ts'
import { publish } from './publish.ts'
import { type Listing, list, lockName, makeFolder } from './session-folder.ts'

/** How often a holder says that it is still there, for those who cannot look at its process. */
export const beatMs = 2000
/** How long they wait for that. */
export const staleAfterMs = 10_000

/** A lock that was taken: the file `<version>.lock.<number>`. It counts while there is no higher number of either. */
export interface TakenLock {
  readonly version: number
  readonly number: number
}

/** What was last seen of a lock whose holder cannot be looked at, and since when, on the monotonic clock. */
interface Sighting {
  readonly beat: string
  readonly since: number
}

/** Takes locks, for one store. */
export class Locks {
  readonly #directory: string
  readonly #environment: Environment
  // Kept from call to call: callers may give up before a silent holder counts as gone.
  readonly #sightings = new Map<string, Sighting>()

  constructor(directory: string, environment: Environment) {
    this.#directory = directory
    this.#environment = environment
  }

  /** Waits for the lock of a folder, which is made where there is none, and takes it. */
  async take(folder: string, signal: AbortSignal): Promise<TakenLock> {
    const { clock, random } = this.#environment
    let changes: FolderChanges | undefined
    try {
      for (;;) {
        signal.throwIfAborted()
        const listing = await list(folder)
        const taken = listing && (await this.tryToTake(folder, listing, signal))
        if (taken) return taken
        const isReady = listing?.newest === undefined && (await this.#clear(folder, listing))
        if (isReady && (await makeFolder(this.#directory, folder, clock.now()))) continue
        // Followed from the second look on: most of the time the lock is free.
        if (changes) await changes.next(signal)
        changes ??= followFolder(folder, clock, random)
      }
    } finally {
      changes?.stop()
    }
  }

  /**
   * Takes the lock if it is free, or its holder is gone. That one's file stays, and the next number is made: were it
   * removed first, two could find it gone, and the later would remove what the earlier has made.
   */
  async tryToTake(folder: string, listing: Listing, signal: AbortSignal): Promise<TakenLock | undefined> {
    const { newest: version, lock } = listing
    if (version === undefined || (lock !== undefined && !(await this.#isGone(join(folder, lockName(version, lock)))))) {
      return undefined
    }
    const taken = { version, number: lock === undefined ? 0 : lock + 1 }
    const name = lockName(version, taken.number)
    const owner = JSON.stringify(this.#environment.facts.own)
    try {
      if (!(await publish(folder, name, owner, { signal, isDurable: false }))) return undefined
    } catch (error) {
      // The folder was dropped.
      if (codeOf(error) === 'ENOENT') return undefined
      throw error
    }
    // What was listed may be long out of date.
    if (!signal.aborted && counts(await list(folder), taken)) return taken
    await unlink(join(folder, name)).catch(() => {})
    return undefined
  }

  /** Whether nobody holds this lock any more. */
  async #isGone(path: string): Promise<boolean> {
    let owner: Owner | undefined
    try {
      owner = parseOwner(await readFile(path, 'utf8'))
      const isAlive = owner && this.#environment.facts.isAlive(owner)
      if (isAlive !== undefined) return !isAlive
      return this.#isSilent(path, String((await stat(path)).mtimeMs))
    } catch (error) {
      // It was let go. Who holds it now is seen at the next look.
      if (codeOf(error) === 'ENOENT') return false
      throw error
    }
  }

  /** Only what changes is looked at, on a clock of our own: the clocks of two machines differ. */
  #isSilent(path: string, beat: string): boolean {
    const now = this.#environment.clock.monotonic()
    const last = this.#sightings.get(path)
    if (last?.beat === beat) return now - last.since > staleAfterMs
    this.#sightings.set(path, { beat, since: now })
    return false
  }

  /** A folder without a record was left by somebody who was dropping it. Resolves to whether nobody is at it now. */
  async #clear(folder: string, listing: Listing | undefined): Promise<boolean> {
    for (const name of listing?.names ?? []) {
      const path = join(folder, name)
      if (name.includes('.lock.') && !(await this.#isGone(path))) return false
      await rm(path, { force: true, recursive: true })
    }
    return true
  }

  /** Forgets what was seen of the locks of a folder. */
  forget(folder: string): void {
    for (const path of this.#sightings.keys()) if (path.startsWith(folder)) this.#sightings.delete(path)
  }
}

/** Whether a lock that was taken is still the one that counts. */
export function counts(listing: Listing | undefined, { version, number }: TakenLock): boolean {
  return listing?.newest === version && listing.lock === number
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner: unknown = JSON.parse(text)
    // Whatever else it is, it has been written by this store, or is one that nobody can be.
    return typeof owner === 'object' && owner !== null ? (owner as Owner) : undefined
  } catch {
    return undefined
  }
}
