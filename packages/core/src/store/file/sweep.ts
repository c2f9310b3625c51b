import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dropFolder } from './clean-up.ts'
import type { Environment } from './environment.ts'
import type { Locks } from './lock.ts'
import { isSessionFolder, list, preparedPrefix, readNewest } from './session-folder.ts'

const markerName = '.swept'
const sweepEveryMs = 86_400_000
const debrisAfterMs = 3_600_000
// So that a short script is not kept alive by thousands of old sessions. The next sweep begins elsewhere.
const mostFolders = 1000

/** Drops sessions that have had their time, once a day and whoever comes first. */
export class Sweeper {
  readonly #directory: string
  readonly #locks: Locks
  readonly #environment: Environment
  #lookAgainAt = 0

  constructor(directory: string, locks: Locks, environment: Environment) {
    this.#directory = directory
    this.#locks = locks
    this.#environment = environment
  }

  /** Sweeps if it is time. Whatever goes wrong is left for the next time. */
  async sweepIfDue(): Promise<void> {
    const now = this.#environment.clock.now()
    if (now < this.#lookAgainAt) return
    this.#lookAgainAt = now + sweepEveryMs
    const marker = join(this.#directory, markerName)
    try {
      const sweptAt = await stat(marker).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      )
      if (now - sweptAt < sweepEveryMs) return
      await writeFile(marker, '', { mode: 0o600 })
      await utimes(marker, now / 1000, now / 1000)
      await this.#sweep(now)
    } catch {
      // A full disk, or a folder that was removed: whoever stores something is told.
    }
  }

  async #sweep(now: number): Promise<void> {
    const names = await readdir(this.#directory)
    const start = Math.floor(this.#environment.random() * names.length)
    for (const name of [...names.slice(start), ...names.slice(0, start)].slice(0, mostFolders)) {
      const path = join(this.#directory, name)
      if (isSessionFolder(name)) await this.#dropIfExpired(path, now)
      else if (name.startsWith(preparedPrefix) && (await stat(path)).mtimeMs < now - debrisAfterMs) {
        await rm(path, { recursive: true, force: true })
      }
    }
  }

  async #dropIfExpired(folder: string, now: number): Promise<void> {
    const { expiresAt } = await readNewest(folder)
    if (expiresAt === undefined || expiresAt > now) return
    const listing = await list(folder)
    // A lock, even an old one, is a sign that somebody is about to need it.
    if (!listing || listing.lock !== undefined) return
    if (!(await this.#locks.tryToTake(folder, listing, new AbortController().signal))) return
    await dropFolder(folder, (await list(folder))?.names ?? [])
  }
}
