import { expect, test } from 'vitest'
import { readTimes } from '../src/figures/generate.ts'
import { findFirst } from '../src/figures/page-bundle.ts'
import { sumByArea } from '../src/figures/size-parts.ts'

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

test('what a page loads first is told by what it is for, and none of it is left out', () => {
  const output = (entryPoint: string, bytesOf: Readonly<Record<string, number>>) => ({
    bytes: 1,
    entryPoint,
    exports: [],
    imports: [],
    inputs: Object.fromEntries(Object.entries(bytesOf).map(([path, bytesInOutput]) => [path, { bytesInOutput }])),
  })
  const core = 'node_modules/@auth/core/src'
  const meshy = 'node_modules/@auth/meshy/src'
  const first = output('<stdin>', {
    [`${core}/session/source.ts`]: 300,
    [`${core}/token/backoff.ts`]: 40,
    [`${core}/client.ts`]: 5,
    [`${meshy}/adapter.ts`]: 20,
    [`${meshy}/generated/schemas.ts`]: 1,
    '<stdin>': 0,
  })
  const later = output('failures.ts', { [`${meshy}/failures.ts`]: 1000 })

  expect(Object.fromEntries(sumByArea({ outputs: { 'out/stdin.js': first, 'out/later.js': later } }))).toEqual({
    'the session: one request for all who wait, renewal, backoff, sign-out': 340,
    'the client, its clock and its events': 5,
    'the provider: its adapter and options': 20,
    "the provider's generated client": 1,
  })
  const strange = output('<stdin>', { 'node_modules/left-pad/index.js': 7 })
  expect(() => sumByArea({ outputs: { 'out/stdin.js': strange } })).toThrow('no area')
})
