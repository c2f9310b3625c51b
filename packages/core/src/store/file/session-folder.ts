import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { codeOf } from './error-code.ts'
import { publish, syncFolder } from './publish.ts'
import { createRecord, decodeRecord, encodeRecord, type FileRecord } from './record.ts'

// One folder for each key, so that a listing is short enough to be read in one step, whatever else happens.
const keyLength = 32
export const preparedPrefix = 'new.'

/** How long a folder without a value is kept: a client that was suspended in the middle of a write may still use it. */
export const emptyLifeMs = 86_400_000

/** The folder of a key. Its name tells nothing about the key, and is as good on file systems that ignore case. */
export function folderOf(directory: string, key: string): string {
  return join(directory, createHash('sha256').update(key).digest('hex').slice(0, keyLength))
}

export function isSessionFolder(name: string): boolean {
  return /^[0-9a-f]{32}$/.test(name)
}

export function isRecord(name: string): boolean {
  return /^\d+$/.test(name)
}

/** What lies in the folder of a key. */
export interface Listing {
  /** The record that counts: the one with the highest number. */
  readonly newest: number | undefined
  /** The lock that counts: the highest number of those for the newest record. */
  readonly lock: number | undefined
  readonly names: readonly string[]
}

export function lockName(version: number, number: number): string {
  return `${version}.lock.${number}`
}

/** `undefined` where there is no such folder. */
export async function list(folder: string): Promise<Listing | undefined> {
  try {
    return sort(await readdir(folder))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

export function sort(names: readonly string[]): Listing {
  const newest = highest(names.filter(isRecord).map(Number))
  const prefix = `${newest}.lock.`
  const locks = names.filter((name) => name.startsWith(prefix)).map((name) => Number(name.slice(prefix.length)))
  return { newest, lock: highest(locks), names }
}

function highest(numbers: readonly number[]): number | undefined {
  return numbers.length > 0 ? Math.max(...numbers) : undefined
}

/** A record, and the number under which it was found; `undefined` for a folder without any. */
export interface Numbered extends FileRecord {
  readonly version: number | undefined
}

// A network file system may show names that are gone for as long as it caches them.
const mostTries = 100

export async function readNewest(folder: string): Promise<Numbered> {
  for (let tries = 1; ; tries += 1) {
    const newest = (await list(folder))?.newest
    if (newest === undefined) return { version: undefined, ...createRecord(undefined, undefined) }
    try {
      return { version: newest, ...(await readRecord(join(folder, String(newest)))) }
    } catch (error) {
      // It was replaced by a newer one meanwhile.
      if (codeOf(error) !== 'ENOENT' || tries === mostTries) throw error
    }
  }
}

async function readRecord(path: string): Promise<FileRecord> {
  const file = await open(path, 'r')
  try {
    const { mode } = await file.stat()
    // As after a copy or a restored backup.
    if (process.platform !== 'win32' && mode & 0o077) await file.chmod(0o600)
    return decodeRecord(await file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

/**
 * Makes the folder of a key, with a first record that says that there is nothing yet. It appears with that in it, and
 * only where there was none, or an empty one. Numbers begin with the time, so that they never come again: whoever was
 * suspended while a folder was dropped and made anew finds a higher number than it knows. Resolves to whether it was made.
 */
export async function makeFolder(directory: string, folder: string, now: number): Promise<boolean> {
  const prepared = join(directory, preparedPrefix + randomUUID())
  await mkdir(prepared, { mode: 0o700, recursive: true })
  try {
    const first = encodeRecord(createRecord(undefined, now + emptyLifeMs))
    await publish(prepared, String(now), first, { isDurable: true })
    await syncFolder(prepared)
    await rmdir(folder).catch(() => {})
    await rename(prepared, folder)
    await syncFolder(directory)
    return true
  } catch (error) {
    await rm(prepared, { recursive: true, force: true })
    // Somebody else was faster. Windows calls it a lack of permission.
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '') && (await list(folder))) return false
    throw error
  }
}
