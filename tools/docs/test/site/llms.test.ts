import { expect, test } from 'vitest'
import { joinPages, listPages } from '../../src/pages/llms.ts'
import { allPages, sections } from '../../src/pages/outline.ts'
import { summaryOf } from '../../src/pages/sections-of.ts'
import { read } from '../support/documents.ts'

const texts = allPages.map((page) => ({ ...page, text: read(page.source) }))

test('llms.txt names every page with what it is about', () => {
  const lines = listPages('@auth', 'Sign in.', sections, texts).split('\n')
  expect(lines.slice(0, 3)).toEqual(['# @auth', '', '> Sign in.'])
  expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(allPages.length)
  const headings = lines.filter((line) => line.startsWith('## '))
  expect(headings).toEqual(['## Start', '## Providers', '## Guides', '## Errors', '## Testing', '## Optional'])
  expect(lines).toContain('- [rate_limited](errors/rate_limited.md): Too many requests, or a quota is used up (429).')
})

test('llms-full.txt has what users read, and leaves out what is for contributors', () => {
  const full = joinPages(texts)
  expect(full).toContain('<!-- providers/gooru.md -->')
  expect(full).toContain('Wait for `retryAfterMs`')
  expect(full).not.toContain('<!-- contributing/')
})

test.each([
  ['# A\n\nOne [link](b.md) of `two`, e.g. this. And more.\n', 'One link of two, e.g. this.'],
  ['# A\n\n| a |\n| - |\n\nAfter a table, a sentence: and more.\n', 'After a table, a sentence.'],
])('%j is summed up by its first sentence', (text, summary) => {
  expect(summaryOf(text)).toBe(summary)
})
