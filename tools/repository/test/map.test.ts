import { expect, test } from 'vitest'
import { exists, find, read } from './support/repository.ts'

const section =
  read('CONTRIBUTING.md')
    .split(/^## A map$/m)[1]
    ?.split(/^## /m)[0] ?? ''
const answers = section
  .split('\n')
  .filter((line) => line.startsWith('| is ') || line.startsWith('| does '))
  .map((line) => {
    const [, question = '', places = ''] = line.split('|').map((cell) => cell.trim())
    return { question, places: places.split('; ').map(placeOf) }
  })

/** `` `path/of/a/file.ts`: `one`, `another` ``. */
function placeOf(text: string): { readonly file: string; readonly functions: readonly string[] } {
  const [file = '', ...functions] = [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
  return { file, functions }
}

function declares(source: string, name: string): boolean {
  const asFunction = `(?:export )?(?:async )?function ${name}\\b`
  const asMethod = `(?:async )?#?${name}(?:<.*>)?\\((?:.*\\{)?$`
  return new RegExp(`^ *(?:${asFunction}|${asMethod})`, 'm').test(source)
}

test('the map answers ten questions from few files', () => {
  const files = new Set(answers.flatMap(({ places }) => places.map(({ file }) => file)))

  expect(answers).toHaveLength(10)
  expect(files.size).toBeLessThanOrEqual(13)
})

test.each(answers)('the map leads to files and functions that are there: where $question', ({ places }) => {
  expect(places.length).toBeGreaterThan(0)
  for (const { file, functions } of places) {
    expect(exists(file), file).toBe(true)
    expect(functions.length, file).toBeGreaterThan(0)
    expect(functions.filter((name) => !declares(read(file), name))).toEqual([])
  }
})

test('CONTRIBUTING names every folder of core and every tool', () => {
  const page = read('CONTRIBUTING.md')
  const folders = find('packages/core/src/*/').map((path) => `\`${nameOf(path)}/\``)
  const tools = find('tools/*/package.json').map((path) => `\`${nameOf(path.replace('/package.json', ''))}\``)

  expect(folders.length).toBeGreaterThan(5)
  expect(tools.length).toBeGreaterThan(10)
  expect([...folders, ...tools].filter((name) => !page.includes(name))).toEqual([])
})

function nameOf(path: string): string {
  return path.split('/').filter(Boolean).at(-1) ?? ''
}
