import { expect, test } from 'vitest'
import { isAllowed, judgeLicenses } from '../../src/licenses/judge.ts'
import { allowedAtRunTime, allowedInDevelopment, exceptions } from '../../src/licenses/policy.ts'

const ky = { name: 'ky', license: 'MIT' }

test('dependencies with permissive licences are no problem', () => {
  const tool = { name: 'tool', license: '(WTFPL OR Apache-2.0)' }
  expect(judgeLicenses([ky], [ky, tool], [])).toEqual([])
})

test.each(['MPL-2.0', 'LGPL-3.0-only', 'Unknown', 'UNLICENSED', 'CC-BY-4.0', 'WTFPL'])(
  'a published package does not come with a dependency under %s, whatever the exceptions say',
  (license) => {
    const shipped = { name: 'shipped', license }
    const findings = judgeLicenses([ky, shipped], [ky, shipped], [{ name: 'shipped', license, reason: 'We like it.' }])
    expect(findings[0]).toMatch(`shipped comes with a published package, and its licence is ${license}`)
  },
)

test.each(['GPL-3.0-or-later', 'AGPL-3.0', 'MPL-2.0', 'Unknown', 'SEE LICENSE IN LICENSE.txt', '', 'mit'])(
  'a development dependency under “%s” is told, with where to give a reason',
  (license) => {
    expect(judgeLicenses([ky], [ky, { name: 'tool', license }], [])).toEqual([
      `tool: its licence is ${license}. Do without it, or list it with a reason in tools/release/src/licenses/policy.ts`,
    ])
  },
)

test('a development dependency with a reason is no problem, until its licence changes', () => {
  const listed = [{ name: 'tool', license: 'MPL-2.0', reason: 'Not distributed.' }]
  expect(judgeLicenses([ky], [ky, { name: 'tool', license: 'MPL-2.0' }], listed)).toEqual([])
  expect(judgeLicenses([ky], [ky, { name: 'tool', license: 'GPL-3.0' }], listed)[0]).toMatch(
    /^tool: its licence is GPL/,
  )
})

test('a reason can stand for the packages of every platform, which need not be there', () => {
  const listed = [{ name: 'tool-*', license: 'MPL-2.0', reason: 'Not distributed.' }]
  expect(judgeLicenses([ky], [ky, { name: 'tool-linux-x64', license: 'MPL-2.0' }], listed)).toEqual([])
  expect(judgeLicenses([ky], [ky], listed)).toEqual([])
})

test('a reason that nothing needs any more is told', () => {
  const listed = [{ name: 'gone', license: 'MPL-2.0', reason: 'Not distributed.' }]
  expect(judgeLicenses([ky], [ky], listed)).toEqual([
    'gone: the exception for it is not needed any more: remove it from policy.ts',
  ])
})

test.each<[string, boolean]>([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['GPL-3.0 OR ISC', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0', false],
  ['(MIT OR ISC) AND GPL-3.0', false],
  ['GPL-3.0 OR AGPL-3.0', false],
  ['MIT*', false],
  ['', false],
])('%s is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression, allowedAtRunTime)).toBe(allowed)
})

test('no copyleft licence is on a list, and every exception has a reason', () => {
  expect(
    [...allowedAtRunTime, ...allowedInDevelopment].filter((name) => /GPL|MPL|EPL|CDDL|EUPL|-SA|-NC/.test(name)),
  ).toEqual([])
  expect(exceptions.filter(({ reason }) => reason.length < 20)).toEqual([])
})
