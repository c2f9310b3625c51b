import { abortCases } from './cases/abort.ts'
import type { Case, Hook } from './cases/case.ts'
import { failedWriteCases } from './cases/failed-writes.ts'
import { lockCases } from './cases/lock.ts'
import { lostLockCases } from './cases/lost-lock.ts'
import { optionalCases } from './cases/optional.ts'
import { sessionCases } from './cases/sessions.ts'
import { valueCases } from './cases/values.ts'
import { Lab } from './lab.ts'
import type { StoreConformanceOptions } from './options.ts'

export type { StoreConformanceOptions }

/** One thing that a store has to do. */
export interface ConformanceCase {
  /** A sentence. It says so where the case is skipped. */
  readonly name: string
  /** Why the case does nothing: a hook was not given. */
  readonly skipped?: string
  /** Resolves when the store does it; rejects with an error that says what it did instead, and what the contract asks. */
  run(): Promise<void>
}

/**
 * What a {@link TokenStore} of your own is held against: each case stands for itself, in any order, but one at a
 * time, with any test runner. Keys (up to 1,000 characters) and values (up to 65,536) are any well-formed Unicode without U+0000.
 *
 * @example
 * ```ts
 * import { storeConformance } from '@auth/core/store-conformance'
 * import { test } from 'node:test' // or that of vitest, Deno, Bun …
 *
 * for (const { name, run } of storeConformance({ createStore: () => new MyStore(database) })) test(name, run)
 * ```
 */
export function storeConformance(options: StoreConformanceOptions): ConformanceCase[] {
  const cases = [
    ...valueCases,
    ...lockCases,
    ...abortCases,
    ...lostLockCases,
    ...failedWriteCases,
    ...optionalCases,
    ...sessionCases,
  ]
  return cases.map((testCase) => bind(testCase, options))
}

function bind({ name, needs, run }: Case, options: StoreConformanceOptions): ConformanceCase {
  const isMissing = (hook: Hook): boolean => options[hook] === undefined
  if (needs && isMissing(needs)) {
    const skipped = `the hook \`${needs}\` was not given`
    return { name: `${name} (skipped: ${skipped})`, skipped, run: async () => {} }
  }
  return {
    name,
    async run() {
      const lab = new Lab(options)
      try {
        await run(lab)
      } finally {
        await lab.close()
      }
    },
  }
}
