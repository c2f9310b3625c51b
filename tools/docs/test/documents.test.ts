import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'
import { slugOf } from '../src/site/slugs.ts'
import { type Block, blocksOf, pagesOf, read, root, show, withBlocks } from './support/documents.ts'

const pages = [...pagesOf('guides'), ...pagesOf('errors')]
if (process.env['UPDATE_DOCS'] === '1') for (const page of pages) writeFileSync(new URL(page, root), withBlocks(page))
const blocks: Block[] = pages.flatMap(blocksOf)

test('every block of TypeScript is the code that is tested (UPDATE_DOCS=1 writes it anew)', () => {
  for (const { page, path, code } of blocks) {
    expect(path, `a block of ${page} needs the path of its module in a comment above it`).toBeDefined()
    expect(code, page).toBe(show(path ?? ''))
  }
  expect(blocks.length).toBeGreaterThan(30)
})

test('every example is on a page, and is used by a test', () => {
  const modules = readdirSync(new URL('tools/docs/src/', root), { recursive: true, encoding: 'utf8' })
    .map((name) => `tools/docs/src/${name}`)
    .filter((path) => /\/(guides|errors)\/.+\.c?[jt]s$/.test(path) && read(path).includes('#region'))
  const shown = new Set(blocks.map(({ path }) => path))
  expect(modules.filter((path) => !shown.has(path))).toEqual([])
})

test('pages are linked from the index of their folder', () => {
  for (const folder of ['guides', 'errors']) {
    const index = read(`docs/${folder}/README.md`)
    const others = pagesOf(folder).map((page) => page.split('/').at(-1) ?? '')
    expect(others.filter((name) => name !== 'README.md' && !index.includes(`](${name})`))).toEqual([])
  }
})

test('links of pages lead to files, and to headings that are there', () => {
  const anchorsOf = (text: string): string[] =>
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slugOf(heading))
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https:\/\//.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#')
        const file = path === '' ? page : join(dirname(page), path)
        return !existsSync(new URL(file, root)) || (anchor !== undefined && !anchorsOf(read(file)).includes(anchor))
      })
      .map((target) => `${page}: ${target}`),
  )
  expect(broken).toEqual([])
})
