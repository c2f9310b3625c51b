import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'
import type { TokenStore } from '../../src/store.ts'
import { storeConformance } from '../../src/store-conformance.ts'
import { createTrivialBacking } from './trivial-backing.ts'

describe('The suite', () => {
  test('Says in the name of a case that it is skipped, and which hook it needs.', async () => {
    const without = storeConformance({ createStore: createMemoryStore }).filter(({ skipped }) => skipped)
    expect(without.map(({ name, skipped }) => name.endsWith(` (skipped: ${skipped})`))).not.toContain(false)
    const hooks = without.map(({ skipped }) => skipped?.match(/^the hook `(\w+)` was not given$/)?.[1])
    expect(new Set(hooks)).toEqual(new Set(['loseLock', 'failWrites']))
    for (const { run } of without) await run()
  })

  test('Skips nothing where every hook is given, and names no two cases alike.', () => {
    const names = storeConformance(createTrivialBacking()).map(({ name }) => name)
    expect(names.filter((name) => name.includes('skipped'))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  test('Closes each client that it has made, also those of a case that fails.', async () => {
    const open = new Set<TokenStore>()
    let made = 0
    const cases = storeConformance({
      patienceMs: 100,
      createStore() {
        made += 1
        const store: TokenStore = { read: async () => 'always this', update: async () => 'always this' }
        open.add(store)
        return store
      },
      closeStore: (store) => open.delete(store),
    })
    const outcomes = await Promise.allSettled(cases.map(({ run }) => run()))
    expect(outcomes.map(({ status }) => status)).toContain('rejected')
    expect(made).toBeGreaterThan(cases.length)
    expect(open.size).toBe(0)
  })
})
