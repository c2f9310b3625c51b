import type { TokenStore } from './token-store.ts'

/** Whether a store can be written here. */
export function isWritable(store: Pick<TokenStore, 'canWrite'>): boolean {
  try {
    return typeof store.canWrite === 'function' ? store.canWrite() : store.canWrite !== false
  } catch {
    return false
  }
}
