import { expect, test } from 'vitest'
import { readTimes } from '../src/figures/generate.ts'
import { findFirst } from '../src/figures/sizes.ts'

test('of the times that a shell says, those of its children count', () => {
  expect(readTimes('0m0.01s 0m0.02s\n1m2.50s 0m1.25s\n')).toBeCloseTo(63.75)
  expect(() => readTimes('nothing')).toThrow('These are no times')
})

test('what is loaded first is what the entry imports, not what it imports later', () => {
  const output = (
    entryPoint: string | undefined,
    imports: readonly (readonly [string, 'import-statement' | 'dynamic-import'])[],
  ) => ({
    bytes: 1,
    inputs: {},
    exports: [],
    imports: imports.map(([path, kind]) => ({ path, kind })),
    ...(entryPoint !== undefined && { entryPoint }),
  })
  const outputs = {
    'out/stdin.js': output('<stdin>', [
      ['out/shared.js', 'import-statement'],
      ['out/later.js', 'dynamic-import'],
    ]),
    'out/shared.js': output(undefined, [['out/deep.js', 'import-statement']]),
    'out/deep.js': output(undefined, []),
    'out/later.js': output('later.ts', [['out/shared.js', 'import-statement']]),
  }

  expect([...findFirst({ outputs })].sort()).toEqual(['deep.js', 'shared.js', 'stdin.js'])
})
