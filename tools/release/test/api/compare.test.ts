import { expect, test } from 'vitest'
import { compareReports } from '../../src/api/compare.ts'
import { diffLines } from '../../src/api/diff-lines.ts'
import { format } from '../../src/format.ts'

const report = ['interface Token {', '  value: string', '  generation: number', '}', '', 'a', 'b', 'c', 'd'].join('\n')

test('reports that are the same have no difference', () => {
  expect(compareReports(new Map([['a.api.md', report]]), new Map([['a.api.md', report]]))).toEqual([])
})

test('a change is told by the name of the report and the lines that changed', () => {
  const changed = report.replace('value: string', 'value: string | undefined')
  expect(compareReports(new Map([['a.api.md', report]]), new Map([['a.api.md', changed]]))).toEqual([
    [
      'a.api.md:',
      '    interface Token {',
      '  -   value: string',
      '  +   value: string | undefined',
      '      generation: number',
      '    }',
      '  …',
    ].join('\n'),
  ])
})

test('an entry point that came or went is told', () => {
  expect(compareReports(new Map([['old.api.md', report]]), new Map([['new.api.md', report]]))).toEqual([
    'new.api.md: this entry point has no report yet',
    'old.api.md: there is no such entry point any more',
  ])
})

test.each<[string, string, string[]]>([
  ['ac', 'abc', ['    a', '  + b', '    c']],
  ['abc', 'ac', ['    a', '  - b', '    c']],
  ['a', 'b', ['  - a', '  + b']],
  ['', 'a', ['  + a']],
  ['abcdefgh', 'Xbcdefgh', ['  - a', '  + X', '    b', '    c', '  …']],
])('from %s to %s the lines are %j', (before, after, lines) => {
  expect(diffLines([...before], [...after])).toEqual(lines)
})

test('a report is formatted as our code is, so that formatting does not change it', async () => {
  const path = 'tools/release/api/made-up.index.api.md'
  const report = '# The API\n\n```ts\ninterface Token {\n    value: string;\n}\n```\n'
  const formatted = await format(path, report)
  expect(formatted).toBe('# The API\n\n```ts\ninterface Token {\n  value: string\n}\n```\n')
  expect(await format(path, formatted)).toBe(formatted)
})
