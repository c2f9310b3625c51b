import { execFile } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { promises, renderPromises } from './promises.ts'
import { root } from './support/repository.ts'

const page = `${root}docs/promises.md`
const total = 54

/** The names of all tests by file, as they are written: `group > title`. */
const names = new Map<string, string[]>()

beforeAll(async () => {
  const output = join(tmpdir(), `auth-tests-${crypto.randomUUID()}.json`)
  // What the running vitest tells its workers must not confuse another one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')))
  const vitest = `${root}node_modules/vitest/vitest.mjs`
  await promisify(execFile)(process.execPath, [vitest, 'list', `--json=${output}`], { cwd: root, env })
  const listed: Array<{ name: string; file: string }> = JSON.parse(await readFile(output, 'utf8'))
  await rm(output)
  for (const { name, file } of listed) {
    const path = relative(root, file).replaceAll('\\', '/')
    names.set(path, [...(names.get(path) ?? []), name])
  }
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
