import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { blocksOf, shownPart, withBlocks } from './support/recipes.ts'

const root = new URL('../../../', import.meta.url)
const page = new URL('docs/recipes.md', root)
const show = (path: string): string => shownPart(readFileSync(new URL(path, root), 'utf8'))

if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, withBlocks(readFileSync(page, 'utf8'), show))
const blocks = blocksOf(readFileSync(page, 'utf8'))

test('every block of the page is the code that is tested (UPDATE_DOCS=1 writes it anew)', () => {
  for (const { path, code } of blocks) {
    expect(path, 'a block needs the path of its module in a comment above it').toBeDefined()
    expect(code).toBe(show(path ?? ''))
  }
})

test('every recipe is on the page once, and is used by a test', () => {
  const modules = readdirSync(new URL('tools/recipes/src/', root)).map((name) => `tools/recipes/src/${name}`)
  const tests = readdirSync(new URL('tools/recipes/test/', root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(`tools/recipes/test/${name}`, root), 'utf8'))
    .join('\n')
  const paths = blocks.map(({ path }) => path ?? '')
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths).toEqual(expect.arrayContaining(modules))
  for (const path of modules) expect(tests).toContain(`from '../src/${path.split('/').at(-1)}'`)
})

test('no recipe is longer than a screen', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(13)
  for (const { code } of blocks) expect(code.split('\n').length).toBeLessThanOrEqual(40)
})
