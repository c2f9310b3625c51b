import { existsSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Moves files and folders from one root to another, replacing what is there. If one cannot be moved, none are. */
export async function moveAll(from: string, to: string, paths: readonly string[]): Promise<void> {
  const undo: (() => Promise<void>)[] = []
  const move = async (source: string, target: string): Promise<void> => {
    await mkdir(dirname(target), { recursive: true })
    await rename(source, target)
    undo.push(() => rename(target, source))
  }
  try {
    for (const path of paths) {
      if (existsSync(join(to, path))) await move(join(to, path), join(from, '.replaced', path))
      await move(join(from, path), join(to, path))
    }
  } catch (error) {
    for (const step of undo.reverse()) await step()
    throw error
  }
}
