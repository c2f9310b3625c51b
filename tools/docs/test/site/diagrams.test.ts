import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawDiagram } from '../../src/site/diagrams.ts'
import { read, root } from '../support/documents.ts'

const pages = globSync(['docs/**/*.md', 'packages/*/README.md'], { cwd: root })
const diagrams = pages.flatMap((page) =>
  [...read(page).matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)].map(([, source = ''], index) => ({
    name: `diagram ${index + 1} of ${page}`,
    source,
  })),
)

test('a token’s life, a late 401 and rotation in a fleet are drawn', () => {
  expect(diagrams.length).toBeGreaterThanOrEqual(3)
})

test.each(diagrams)('$name says in its drawing all that its text says, and asks nobody for letters', ({ source }) => {
  const drawn = drawDiagram(source, 'one')
  const said = [...source.matchAll(/\|([^|]+)\||\[([^\]]+)\]|: (.+)$|participant \w+ as (.+)$/gm)]
  expect(said.length).toBeGreaterThan(5)
  const text = drawn.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  for (const [, ...words] of said) expect(text).toContain(words.find((word) => word !== undefined))
  expect(drawn.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|<style/)
})

test('drawings of one page do not share names', () => {
  const [first = '', second = ''] = ['one', 'two'].map((name) => drawDiagram('flowchart TD\n  a[A] --> b[B]\n', name))
  const namesOf = (drawn: string): string[] => [...drawn.matchAll(/\bid="([^"]+)"/g)].map(([, id = '']) => id)
  expect(namesOf(first).length).toBeGreaterThan(0)
  expect(namesOf(first).filter((id) => namesOf(second).includes(id))).toEqual([])
})
