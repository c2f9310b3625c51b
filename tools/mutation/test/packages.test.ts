import { expect, test } from 'vitest'
import { chooseTargets, packageNames } from '../src/packages.ts'

test.each<[string[], ReturnType<typeof chooseTargets>]>([
  [[], packageNames.map((name) => ({ name, part: undefined }))],
  [['gooru'], [{ name: 'gooru', part: undefined }]],
  [
    ['gooru/failures.ts', 'emulator/meshy'],
    [
      { name: 'gooru', part: 'failures.ts' },
      { name: 'emulator', part: 'meshy' },
    ],
  ],
])('The arguments %j name what is mutated.', (names, targets) => {
  expect(chooseTargets(names)).toEqual(targets)
})

test('An unknown package is refused, with those that there are.', () => {
  expect(() => chooseTargets(['gooru', 'acme'])).toThrow(/"acme".*core, meshy, elasticpath, gooru, genlogs, emulator/)
})
