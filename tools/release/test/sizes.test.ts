import { expect, test } from 'vitest'
import { budgets, findEager, findMissingBudgets, findSizeProblems } from '../src/sizes.ts'

test('A package that outgrows one of its budgets is a problem, and one that just fits is not.', () => {
  const [[name, budget] = ['', { eager: 0, total: 0, added: 0 }]] = Object.entries(budgets)
  expect(findSizeProblems([{ name, ...budget }])).toEqual([])
  const { eager, total, added } = budget
  expect(findSizeProblems([{ name, eager: eager + 1, total: total + 1, added: added + 1 }])).toEqual([
    `${name}: ${eager + 1} bytes before the first token, budget ${eager}`,
    `${name}: ${total + 1} bytes in all, budget ${total}`,
    `${name}: ${added + 1} bytes beside another provider, budget ${added}`,
  ])
})

test('What an entry imports is loaded with it, at any remove, and what it asks for later is not.', () => {
  const output = (...imports: Array<[path: string, kind: string]>) => ({
    imports: imports.map(([path, kind]) => ({ path, kind })),
  })
  const eager = findEager({
    'entry.js': { ...output(['shared.js', 'import-statement'], ['late.js', 'dynamic-import']), entryPoint: '<stdin>' },
    'shared.js': output(['deep.js', 'import-statement'], ['entry.js', 'import-statement']),
    'deep.js': output(['ky', 'import-statement']),
    'late.js': output(['later.js', 'import-statement']),
    'later.js': output(),
  })
  expect([...eager]).toEqual(['entry.js', 'shared.js', 'deep.js'])
})

test('a provider without a budget is named, and core, the emulator and a command need none', () => {
  const provider = { dependencies: { '@auth/core': '^1.0.0' } }
  const manifest = { version: '1.0.0', exports: { '.': './dist/index.js' } }
  const packed = [
    { name: '@auth/core', manifest: { ...manifest, name: '@auth/core', dependencies: { ky: '2.1.0' } } },
    { name: '@auth/meshy', manifest: { ...manifest, name: '@auth/meshy', ...provider } },
    { name: '@auth/cli', manifest: { ...manifest, name: '@auth/cli', ...provider, exports: {} } },
    { name: '@auth/acme', manifest: { ...manifest, name: '@auth/acme', ...provider } },
  ]
  expect(findMissingBudgets(packed)).toEqual([expect.stringContaining('@auth/acme: no size budget')])
})
