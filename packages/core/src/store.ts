export type { Lease, StoreEngine } from './store/locking-store.ts'
export { createLockingStore } from './store/locking-store.ts'
export { StoreProblem } from './store/store-problem.ts'
export type { TokenStore, UpdateOptions } from './store/token-store.ts'
