export { createSessionPool } from '../../../recipes/src/session-pool.ts'
