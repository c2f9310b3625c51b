import { createMarkdownRenderer } from 'vitepress'
import { expect, test } from 'vitest'
import { useDiagrams } from '../../src/site/diagrams.ts'
import { labelCells } from '../../src/site/tables.ts'

const markdown = await createMarkdownRenderer('.', {
  config: (one) => {
    useDiagrams(one)
    labelCells(one)
  },
})
const render = (...lines: string[]): string => markdown.render(lines.join('\n'))

test('each cell of a wide table knows its column, for where its rows are cards', () => {
  const html = render(
    '| name | `type` | default | meaning |',
    '| - | - | - | - |',
    '| a | b | | c |',
    '| d | e | f | g |',
  )
  expect(html).toContain('<table tabindex="0" class="cards">')
  expect([...html.matchAll(/<td data-label="(\w+)">(\w*)</g)].map(([, name, text]) => [name, text])).toEqual([
    ['name', 'a'],
    ['type', 'b'],
    ['default', ''],
    ['meaning', 'c'],
    ['name', 'd'],
    ['type', 'e'],
    ['default', 'f'],
    ['meaning', 'g'],
  ])
})

test.each([
  ['a narrow table', '| a | b |', '| - | - |'],
  ['a matrix', '| | Node | Deno | Bun |', '| - | - | - | - |'],
])('%s stays a table, which scrolls', (_, head, rule) => {
  const html = render(head, rule, '| 1 | 2 | 3 | 4 |')
  expect(html).toContain('<table tabindex="0">')
  expect(html).not.toContain('data-label')
})

test('a diagram is drawn in place, and named after the heading above it', () => {
  const html = render('## A `life`', '', '```mermaid', 'flowchart TD', '  a[born] --> b[gone]', '```')
  expect(html).toMatch(/<figure class="diagram"[^>]* aria-label="Diagram: A life"/)
  expect(html).toContain('>born<')
  expect(html).not.toContain('flowchart')
})

test('other code is shown as code', () => {
  expect(render('```sh', 'npm install', '```')).toContain('language-sh')
})
