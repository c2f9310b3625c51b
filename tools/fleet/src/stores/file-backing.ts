import { mkdtemp, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLockingStore, type StoreEngine } from '@auth/core/store'
// Not public: a process that is gone is one of this process here, and its store has to be told so.
import { createFileEngine } from '../../../../packages/core/src/store/file/engine.ts'
import type { StoreKind } from './backing.ts'
import type { Life } from './party.ts'

export const fileKind: StoreKind = {
  title: 'files',
  async start() {
    const directory = await mkdtemp(join(tmpdir(), 'auth-stores-'))
    const away = `${directory}-away`
    const lives = new Map<number, Life>()
    /** What the file system says to those who write. */
    let refusal: string | undefined
    let delayMs = 0
    const refuse = (code: string, message: string) => async () => {
      refusal = `${code}: ${message}`
      return async () => {
        refusal = undefined
      }
    }
    const write = async (life: Life): Promise<void> => {
      await life.pass()
      await sleep(delayMs)
      if (refusal) throw new Error(refusal)
    }
    return {
      lockLifeMs: 1000,
      async open(life) {
        lives.set(life.pid, life)
        const facts = {
          own: { host: 'here', pid: life.pid },
          isAlive: ({ pid }: { readonly pid: number }) => !lives.get(pid)?.isDead,
        }
        return createLockingStore(through(createFileEngine(directory, { facts }), life, write))
      },
      troubles: {
        async unreachable() {
          await rename(directory, away)
          await writeFile(directory, '')
          return async () => {
            await rm(directory)
            await rename(away, directory)
          }
        },
        async slow() {
          delayMs = 300
          return async () => {
            delayMs = 0
          }
        },
        full: refuse('ENOSPC', 'no space left on device'),
        'read-only': refuse('EROFS', 'read-only file system'),
      },
      async empty() {
        for (const name of await readdir(directory)) await rm(join(directory, name), { recursive: true, force: true })
      },
      async damage() {
        for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
          // Some are there for a moment only.
          if (entry.isFile()) await truncate(join(entry.parentPath, entry.name), 20).catch(() => {})
        }
      },
      [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
    }
  },
}

/** The engine, as a process reaches it. */
function through(engine: StoreEngine, life: Life, write: (life: Life) => Promise<void>): StoreEngine {
  return {
    ...engine,
    async read(key, options) {
      await life.pass()
      return engine.read(key, options)
    },
    async lock(key, options) {
      await write(life)
      const lease = await engine.lock(key, options)
      await life.pass()
      return {
        ...{ current: lease.current, lost: lease.lost },
        async replace(...parameters) {
          await write(life)
          const written = await lease.replace(...parameters)
          await life.pass()
          return written
        },
        async release() {
          await life.pass()
          await lease.release()
        },
      }
    },
  }
}
