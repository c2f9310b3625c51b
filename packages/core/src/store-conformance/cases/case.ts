import type { Lab } from '../lab.ts'

export type Hook = 'loseLock' | 'failWrites'

export interface Case {
  readonly name: string
  /** The hook without which it cannot be run. */
  readonly needs?: Hook
  run(lab: Lab): Promise<void>
}
