import { type FSWatcher, watch } from 'node:fs'
import { type Clock, sleep } from '../../clock.ts'
import { temporaryPrefix } from './publish.ts'

/** Calls back with each name that appears in a folder, or vanishes from it, where the system can tell. */
export function watchFolder(folder: string, onChange: (name: string) => void): () => void {
  let watcher: FSWatcher | undefined
  const stop = (): void => {
    watcher?.close()
    watcher = undefined
  }
  try {
    watcher = watch(folder, { persistent: false }, (_, name) => {
      // Deno 2.9 forgets with each event that the watcher is not to keep the process alive.
      setImmediate(() => watcher?.unref())
      if (name && !name.startsWith(temporaryPrefix)) onChange(name)
    })
    watcher.unref()
    // Such as when the folder is gone. A watcher is a hint, and never needed.
    watcher.on('error', stop)
  } catch {
    // The system watches too many folders already.
  }
  return stop
}

// A process that was killed tells nobody, and network file systems never do.
const firstPollMs = 20
const longestPollMs = 200

export interface FolderChanges {
  /** Resolves when something may have changed since the last call; rejects as soon as the signal is aborted. */
  next(signal: AbortSignal): Promise<void>
  stop(): void
}

/** Follows a folder: told by the system, and looking again and again, at times that differ from process to process. */
export function followFolder(folder: string, clock: Clock, random: () => number): FolderChanges {
  let pollMs = firstPollMs
  let told = new AbortController()
  const stop = watchFolder(folder, () => told.abort())
  return {
    async next(signal) {
      const delayMs = pollMs / 2 + (random() * pollMs) / 2
      pollMs = Math.min(pollMs * 2, longestPollMs)
      await sleep(clock, delayMs, AbortSignal.any([signal, told.signal])).catch(() => {})
      signal.throwIfAborted()
      told = new AbortController()
    },
    stop,
  }
}
