import { randomUUID } from 'node:crypto'
import { link, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { codeOf } from './error-code.ts'

export const temporaryPrefix = 'tmp.'

export interface PublishOptions {
  /** Nothing is published once it is aborted. */
  readonly signal?: AbortSignal
  /** Whether its content must survive a loss of power. So that its name does too, {@link syncFolder} follows. */
  readonly isDurable: boolean
}

/**
 * Makes a file that appears with its whole content in one step. Resolves to `false` where there is one of that name
 * already, which is left as it is: unlike a rename, `link` replaces nothing.
 */
export async function publish(
  folder: string,
  name: string,
  content: string,
  { signal, isDurable }: PublishOptions,
): Promise<boolean> {
  const temporary = join(folder, temporaryPrefix + randomUUID())
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(content)
    if (isDurable) await file.sync()
    signal?.throwIfAborted()
    try {
      await link(temporary, join(folder, name))
    } catch (error) {
      // A network file system may carry out a request twice, and answer with what became of the second.
      if ((await file.stat()).nlink < 2) {
        if (codeOf(error) === 'EEXIST') return false
        throw error
      }
    }
  } finally {
    await file.close()
    await unlink(temporary).catch(() => {})
  }
  return true
}

/** Makes names last that were given in a folder. Windows neither needs it nor can. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const file = await open(folder, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
