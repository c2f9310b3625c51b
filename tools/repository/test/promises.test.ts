import { readFile, writeFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import { promises, renderPromises } from './promises.ts'
import { listTests } from './support/list-tests.ts'
import { root } from './support/repository.ts'

const page = `${root}docs/promises.md`
const total = 54

/** The names of all tests by file. */
let names: ReadonlyMap<string, readonly string[]>

beforeAll(async () => {
  names = await listTests()
}, 60_000)

function isNamed(title: string, name: string): boolean {
  return name === title || name.startsWith(`${title} > `) || name.endsWith(` > ${title}`)
}

test('every promise is listed once, in order', () => {
  expect(promises.map(({ number }) => number)).toEqual(Array.from({ length: total }, (_, index) => index + 1))
})

test('every promise is proved by tests, or says what proves it', () => {
  const unproved = promises.filter(({ tests, note }) => Object.values(tests ?? {}).flat().length === 0 && !note)
  expect(unproved.map(({ text }) => text)).toEqual([])
})

test('every test that proves a promise is there', () => {
  const missing = promises.flatMap(({ number, tests = {} }) =>
    Object.entries(tests).flatMap(([file, titles]) =>
      titles
        .filter((title) => !names.get(file)?.some((name) => isNamed(title, name)))
        .map((title) => `${number}: ${file}: ${title}`),
    ),
  )
  expect(missing).toEqual([])
})

test('the page of promises is up to date', async () => {
  const wanted = renderPromises()
  if (process.env['UPDATE_DOCS']) await writeFile(page, wanted)
  expect(await readFile(page, 'utf8').catch(() => ''), 'run again with UPDATE_DOCS=1 to write it').toBe(wanted)
})
