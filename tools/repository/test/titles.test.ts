import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { listTests } from './support/list-tests.ts'
import { root } from './support/repository.ts'

const folders = globSync('packages/*/test', { cwd: root }).map((folder) => `${folder.replaceAll('\\', '/')}/`)

test('A title of a test is a sentence, which its group may begin.', async () => {
  const files = await listTests(folders)
  expect(files.size).toBeGreaterThan(folders.length)
  const names = [...files].flatMap(([file, listed]) =>
    listed.filter((name) => !isHelperCall(name) && !isComputed(name)).map((name) => ({ file, name })),
  )
  // A value, or a name in code, may begin one in place of a word.
  const odd = names.filter(({ name }) => !/^[\p{Lu}\d%$`'"/<].*\.$/u.test(name))
  expect(odd.map(({ file, name }) => `${file}: ${name}`)).toEqual([])
}, 60_000)

test('Tables of tests are written with `test.each` and `describe.each`.', () => {
  const files = folders.flatMap((folder) => globSync(`${folder}**/*.test.ts`, { cwd: root }))
  expect(files.length).toBeGreaterThan(folders.length)
  const otherwise = files.filter((file) =>
    /\b(?:test|describe)(?:\.skipIf\([^)]*\))?\.for\b|\bit(?:\.each)?\(/.test(readFileSync(root + file, 'utf8')),
  )
  expect(otherwise).toEqual([])
})

/** Whether vitest has listed the first argument of a helper whose name begins with `test`, such as `testAdapter.signIn(context)`. */
function isHelperCall(name: string): boolean {
  return name.split(' > ').at(-1) === 'context'
}

/** Whether the whole of a title is a variable: what it holds is the matter of those who write it. */
function isComputed(name: string): boolean {
  const title = name.split(' > ').at(-1) ?? ''
  return title === 'name' || /^\$\w+$/.test(title)
}
