import { resolve } from 'node:path'
import { createFileEngine } from './store/file/engine.ts'
import { prepareDirectory } from './store/file/permissions.ts'
import { createLockingStore } from './store/locking-store.ts'
import type { TokenStore } from './store/token-store.ts'

/** Options of {@link createFileStore}. */
export interface FileStoreOptions {
  /**
   * The folder that sessions are kept in: one for this alone, on a local disk. It is made where there is none, with mode
   * 0700. All processes that name the same folder share their sessions.
   *
   * @example `join(homedir(), '.local/state/my-app/sessions')`
   */
  readonly directory: string
}

/**
 * Keeps sessions in files, for the processes of one machine, under Node, Deno and Bun. Only the user of the process can
 * read them; to encrypt them too, wrap the store in `encrypted` of `@auth/core/encrypted`.
 *
 * A process that is killed while it holds a lock delays nobody: that it is dead is seen at once, on Linux also where its
 * number has been given to another. Elsewhere, and between containers that share a folder, a holder that has been silent
 * for 10 s counts as dead.
 *
 * @throws {TypeError} where sessions cannot be kept in the folder: it is a file, others can open it, it cannot be
 *   written, or its file system has no hard links
 * @example
 * ```ts
 * const store = createFileStore({ directory: join(homedir(), '.local/state/my-app/sessions') })
 * const auth = createMeshyAuth({ accountName, publicKey, store, identity: userId })
 * ```
 */
export function createFileStore({ directory }: FileStoreOptions): TokenStore {
  if (typeof directory !== 'string' || directory === '') {
    throw new TypeError('@auth/core: `directory` must be the path of a folder')
  }
  const path = resolve(directory)
  prepareDirectory(path)
  return createLockingStore(createFileEngine(path))
}
