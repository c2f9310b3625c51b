import { rename, rmdir, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { temporaryPrefix } from './publish.ts'
import { list } from './session-folder.ts'

// Whoever is writing longer than that finds its file gone, and writes again.
const debrisAfterMs = 60_000

/**
 * Removes what a newer record has made useless, which may be secret, and sets a damaged one aside. The newest record
 * always stays, so that whoever is late finds a higher number than it knows.
 *
 * @param damaged - The number of a record that could not be read.
 */
export async function cleanUp(folder: string, damaged: number | undefined, now: number): Promise<void> {
  const { newest = 0, names = [] } = (await list(folder).catch(() => undefined)) ?? {}
  for (const name of names) {
    const path = join(folder, name)
    // Nobody depends on it: what stays is removed the next time.
    await removeIfOld(name, path, newest, damaged, now).catch(() => {})
  }
}

async function removeIfOld(
  name: string,
  path: string,
  newest: number,
  damaged: number | undefined,
  now: number,
): Promise<void> {
  if (name.startsWith(temporaryPrefix)) {
    if ((await stat(path)).mtimeMs < now - debrisAfterMs) await unlink(path)
  } else if (name === String(damaged)) {
    // Beside the folder, which must be empty to be dropped.
    await rename(path, `${dirname(path)}.${name}.damaged`)
  } else if (Number.parseInt(name, 10) < newest) {
    await unlink(path)
  }
}

/** Drops the folder of a session that has had its time, while its lock is held. What somebody adds meanwhile stays. */
export async function dropFolder(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await unlink(join(folder, name)).catch(() => {})
  await rmdir(folder).catch(() => {})
}
