import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commentText, foldComments } from '../src/comments.ts'
import { findTargets, repository } from '../src/paths.ts'
import { outputFiles } from '../src/regenerate.ts'

test.each<[string, string, string]>([
  ['after a sentence', 'A token. Source: the docs, Tokens.', 'A token.'],
  ['after code', 'Says `which`. Source: RFC 6749, for `error`; the docs', 'Says `which`.'],
  ['on a line of its own', 'A token.\n\nSource: the docs.', 'A token.'],
])('the source of a fact is for those who edit the spec: left out %s', (_, text, written) => {
  expect(commentText(text)).toBe(written)
})

test.each([
  'Sources disagree about this.',
  'Source: only this.',
  'The origin of the order. Source: app. Other values are kept.',
])('a text that says something else with that word is kept: %s', (text) => {
  expect(commentText(text)).toBe(text)
})

test('a comment of one line is written on one line, and a longer one is not', () => {
  expect(foldComments('  /**\n   * One.\n   */\n  a: string\n')).toBe('  /** One. */\n  a: string\n')
  const long = '/**\n * One.\n *\n * @returns Two.\n */\n'
  expect(foldComments(long)).toBe(long)
})

test.each(await findTargets())('$provider: generated code reads as if written by hand', async ({ output }) => {
  const code = await Promise.all(outputFiles.map((file) => readFile(join(repository, output, file), 'utf8')))
  const lines = code.join('').split('\n')

  expect(lines.filter((line) => /\bSource\b[:\s-]/.test(line))).toEqual([])
  expect(code.join('')).not.toMatch(/\/\*\*\n[^\n]*\n *\*\//)
  expect(lines.filter((line) => line.length > 120)).toEqual([])
  // The members of an interface are indented by two.
  const members = code.flatMap((text) => [...text.matchAll(/^export interface \w+ \{\n(.*?)^\}/gms)])
  const names = members.flatMap(([, body = '']) => body.match(/^ {2}[\w'].*/gm) ?? [])
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => !name.startsWith('  readonly '))).toEqual([])
})
