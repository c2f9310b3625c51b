import type { TokenStore } from '@auth/core'
import { latch } from './set-up.ts'

/** A change that holds the lock until it is told to go on. */
export interface Holder {
  /** Resolves when it has the lock. */
  readonly holds: Promise<void>
  /** What the update came to. */
  readonly written: Promise<string | undefined>
  /** The signal that the change was given. */
  signal(): AbortSignal | undefined
  goOn(): void
}

/** @param next - What it writes; by default what was there, so that nothing is written. */
export function hold(store: TokenStore, key: string, signal: AbortSignal, next?: string): Holder {
  const holds = latch()
  const mayGoOn = latch()
  let given: AbortSignal | undefined
  const written = store.update(
    key,
    async (current, lock) => {
      given = lock
      holds.open()
      await mayGoOn.opened
      return next ?? current
    },
    { signal, lifeMs: 3_600_000 },
  )
  written.catch(() => {})
  return { holds: holds.opened, written, signal: () => given, goOn: () => mayGoOn.open() }
}
