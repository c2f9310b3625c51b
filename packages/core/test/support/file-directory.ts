import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface FileDirectory extends AsyncDisposable {
  readonly path: string
  /** Every file below it, by its path from there. */
  files(): Promise<Record<string, string>>
}

/** A folder for one test, with mode 0700. */
export async function createDirectory(): Promise<FileDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'auth-files-'))
  return {
    path,
    async files() {
      const entries = await readdir(path, { recursive: true, withFileTypes: true })
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      const texts = paths.map(async (file) => [file.slice(path.length + 1), await readFile(file, 'utf8')] as const)
      return Object.fromEntries(await Promise.all(texts))
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  }
}
