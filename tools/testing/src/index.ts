export { answering } from './answering.ts'
export { expectNoSecrets } from './expect-no-secrets.ts'
export { type FailureRow, readFailureTable } from './failure-table.ts'
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts'
