import type { TokenStore } from '@auth/core'
import type { Life } from './party.ts'

/** What can be wrong with a store for a while. */
export type Trouble = 'unreachable' | 'silent' | 'slow' | 'full' | 'read-only'

/** What a store keeps its sessions on, and what can be done to that. */
export interface Backing extends AsyncDisposable {
  /** The store of one more process. */
  open(life: Life): Promise<TokenStore>
  /** Brings trouble; resolves to what ends it. Without one, there is no such trouble. */
  readonly troubles: Partial<Record<Trouble, () => Promise<() => Promise<unknown>>>>
  /** How long it takes until others have the lock of a process that is gone; `undefined`: there are no others. */
  readonly lockLifeMs: number | undefined
  /** Takes the lock from whoever has it. */
  loseLock?(key: string): Promise<unknown>
  /** Loses everything, as after a restart without data on disk. */
  empty?(): Promise<unknown>
  /** Cuts off what is stored. */
  damage?(key: string): Promise<unknown>
}

export interface StoreKind {
  readonly title: string
  start(): Promise<Backing>
}
