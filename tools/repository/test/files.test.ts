import { homedir } from 'node:os'
import { expect, test } from 'vitest'
import { find, listFiles, read, root } from './support/repository.ts'

const longest = 250

test(`no source file is longer than ${longest} lines`, () => {
  const sources = ['packages', 'tools'].flatMap((folder) => find(`${folder}/*/src/**/*.ts`))
  const long = sources
    .filter((path) => !path.includes('/src/generated/'))
    .map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > longest)

  expect(sources.length).toBeGreaterThan(100)
  expect(long).toEqual([])
})

test('no file names a path of somebody’s machine', () => {
  const machine = /(?<![\w.:/-])\/(?:root|home|Users|work)\/\w|[A-Z]:\\Users\\/
  const own = [root, `${homedir()}/`].filter((path) => path.split('/').length > 3)
  const found = listFiles().flatMap((path) =>
    read(path)
      .split('\n')
      .map((text, index) => ({ place: `${path}:${index + 1}`, text }))
      .filter(({ text }) => machine.test(text) || own.some((folder) => text.includes(folder)))
      .map(({ place }) => place),
  )

  expect(found).toEqual([])
})

test('no file names a package registry', () => {
  const registry = /https?:\/\/[\w.-]*(?:registry|artifactory|nexus|verdaccio|repo\.maven)[\w.-]*[/:]/i
  const found = listFiles().filter((path) => registry.test(read(path)))

  expect(found).toEqual([])
})

test('the lock file says what is installed, and not from where', () => {
  const lock = read('pnpm-lock.yaml')

  expect(lock).toMatch(/resolution: \{integrity: sha512-/)
  expect(lock).not.toMatch(/^\s*(?:resolution: \{.*)?(?:tarball|registry|repo):/m)
  expect(lock).not.toMatch(/resolution: \{[^}]*https?:/)
})
