import { statSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

// Editors write a file in several steps, and formatters once more.
const quietMs = 150

/**
 * Runs something, and again after each change of what is watched. A change ends the run under way.
 *
 * @param paths - Files and folders. What is generated in them is not looked at: the run itself writes it.
 * @returns when the signal is aborted, and the last run has ended
 */
export async function keepRunning(
  paths: readonly string[],
  run: (signal: AbortSignal) => Promise<unknown>,
  { signal, onIdle }: { readonly signal: AbortSignal; readonly onIdle?: () => void },
): Promise<void> {
  let current = new AbortController()
  let wake = (): void => {}
  let quiet: NodeJS.Timeout | undefined
  let isChanged = true
  const change = (): void => {
    isChanged = true
    current.abort()
    wake()
  }
  const watchers = paths.map((path) => {
    const isFolder = statSync(path).isDirectory()
    // Editors and git replace a file by another of its name: only its folder is told of that.
    return watch(isFolder ? path : dirname(path), { recursive: isFolder }, (_, name) => {
      if (isFolder ? `${path}/${name ?? ''}`.includes('/src/generated') : name !== basename(path)) return
      clearTimeout(quiet)
      quiet = setTimeout(change, quietMs)
    })
  })
  signal.addEventListener('abort', change, { once: true })
  while (!signal.aborted) {
    isChanged = false
    current = new AbortController()
    await run(current.signal)
    if (isChanged) continue
    onIdle?.()
    await new Promise<void>((resolve) => {
      wake = resolve
    })
  }
  clearTimeout(quiet)
  for (const watcher of watchers) watcher.close()
}
