import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listTests } from './support/list-tests.ts'
import { root } from './support/repository.ts'

const folders = ['meshy', 'elasticpath', 'gooru', 'genlogs', 'emulator'].map((name) => `packages/${name}/test/`)

test('Titles of tests are sentences, and those of groups begin as one.', async () => {
  const files = await listTests(folders)
  expect(files.size).toBeGreaterThan(folders.length)
  const names = [...files].flatMap(([file, listed]) => listed.map((name) => ({ file, parts: name.split(' > ') })))
  // A value may begin one, in place of a word.
  const odd = names.filter(
    ({ parts }) => !parts.every((part) => /^[\p{Lu}\d%$'"/<]/u.test(part)) || !parts.at(-1)?.endsWith('.'),
  )
  expect(odd.map(({ file, parts }) => `${file}: ${parts.join(' > ')}`)).toEqual([])
}, 60_000)

test('Tables of tests are written with `test.each` and `describe.each`.', () => {
  const files = folders.flatMap((folder) => globSync(`${folder}**/*.test.ts`, { cwd: root }))
  const otherwise = files.filter((file) =>
    /\b(?:test|describe)(?:\.skipIf\([^)]*\))?\.for\b|\bit(?:\.each)?\(/.test(readFileSync(root + file, 'utf8')),
  )
  expect(otherwise).toEqual([])
})
