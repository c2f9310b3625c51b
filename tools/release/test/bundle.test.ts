import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle, bundleModules, withoutBareImports } from '../src/bundle/bundle.ts'
import { findEntries } from '../src/bundle/entries.ts'
import { findReachable } from '../src/bundle/reachable.ts'
import { listFiles } from '../src/pack.ts'

const entry = (name: string) => ({
  '@auth/source': `./src/${name}.ts`,
  types: `./dist/${name}.d.ts`,
  default: `./dist/${name}.js`,
})
const manifest = {
  name: '@auth/made-up',
  type: 'module',
  sideEffects: false,
  bin: { 'made-up': './dist/cli.js' },
  exports: { '.': entry('index'), './api': entry('generated/index'), './package.json': './package.json' },
}
const sources = {
  'src/shared.ts': 'export class Shared { readonly name: string = "shared" }\n',
  'src/late.ts': 'import { Shared } from "./shared.ts"\nexport const late: Shared = new Shared()\n',
  'src/index.ts': [
    'import { basename } from "node:path"',
    'import { Shared } from "./shared.ts"',
    'export const shared: Shared = new Shared()',
    'export const name = async (): Promise<string> => basename((await import("./late.ts")).late.name)',
    'export const isShared = async (): Promise<boolean> => (await import("./late.ts")).late instanceof Shared',
  ].join('\n'),
  'src/generated/index.ts': 'export { Shared } from "../shared.ts"\n',
  'src/cli.ts': '#!/usr/bin/env node\nimport { shared } from "./index.ts"\nconsole.log(shared.name)\n',
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-bundle-'))
  for (const [path, text] of Object.entries({ ...sources, 'package.json': JSON.stringify(manifest) })) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await bundle(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('A package has an entry for each export and each command.', () => {
  expect(findEntries(manifest)).toEqual({
    index: './src/index.ts',
    'generated/index': './src/generated/index.ts',
    cli: './src/cli.ts',
  })
})

test('Entries share what they have in common, and load the rest when it is asked for.', async () => {
  const load = (file: string): Promise<Record<string, () => unknown>> =>
    import(/* @vite-ignore */ pathToFileURL(join(folder, 'dist', file)).href)
  const [{ name, isShared, shared }, { Shared }] = [await load('index.js'), await load('generated/index.js')]
  expect([await name?.(), await isShared?.(), shared instanceof Object(Shared)]).toEqual(['shared', true, true])
  const files = await listFiles(join(folder, 'dist'))
  expect(files.filter((file) => file.endsWith('.js') && !file.startsWith('parts/'))).toEqual([
    'cli.js',
    'generated/index.js',
    'index.js',
  ])
  expect(files.some((file) => /^parts\/late-\w+\.js$/.test(file))).toBe(true)
})

test('Source maps lead to the sources, and hold no second copy of them.', async () => {
  const maps = (await listFiles(join(folder, 'dist'))).filter((file) => file.endsWith('.map'))
  const led = await Promise.all(
    maps.map(async (file) => {
      const map = JSON.parse(await readFile(join(folder, 'dist', file), 'utf8'))
      expect(map).not.toHaveProperty('sourcesContent')
      return map.sources.map((path: string) => join('dist', dirname(file), path))
    }),
  )
  expect(new Set(led.flat())).toEqual(new Set(Object.keys(sources).filter((path) => path !== 'src/generated/index.ts')))
})

/** The modules of a package that is made of these files, without what tells their versions apart. */
async function bundleFiles(
  files: Readonly<Record<string, string>>,
): Promise<Array<{ readonly name: string; readonly code: string }>> {
  const other = await mkdtemp(join(tmpdir(), 'auth-bundle-'))
  try {
    await mkdir(join(other, 'src'))
    for (const [path, text] of Object.entries(files)) await writeFile(join(other, path), text)
    const modules = [...(await bundleModules(other))].filter(([file]) => file.endsWith('.js'))
    return modules.map(([file, code]) => ({ name: file.replace(/-\w+\.js$/, ''), code }))
  } finally {
    await rm(other, { recursive: true, force: true })
  }
}

test('What is used together is one module, whichever entry needs it, and a part that is loaded later is none of it.', async () => {
  const exports = {
    '.': entry('index'),
    './adapter': entry('adapter'),
    './api': entry('api'),
    './store': entry('store'),
  }
  const files = {
    'package.json': JSON.stringify({ ...manifest, bin: {}, exports }),
    'src/one.ts': 'export const one: number = 1\n',
    'src/two.ts': 'export const two: number = 2\n',
    'src/late.ts': 'import { one } from "./one.ts"\nexport const late: number = one\n',
    'src/index.ts': 'export { one } from "./one.ts"\n',
    'src/api.ts': 'export { one } from "./one.ts"\nexport const early: string = "api"\n',
    'src/adapter.ts': 'export { two } from "./two.ts"\nexport const later = () => import("./late.ts")\n',
    'src/store.ts': 'export const store: string = "store"\n',
  }
  const names = (await bundleFiles(files)).map(({ name }) => name)
  expect(names.sort()).toEqual(['adapter.js', 'api.js', 'index.js', 'parts/late', 'parts/shared', 'store.js'])
})

test('What an entry needs at once is one module, with one way into core.', async () => {
  const files = {
    'package.json': JSON.stringify({ ...manifest, bin: {}, exports: { '.': entry('index') } }),
    'src/client.ts': 'import { schema } from "@auth/core/api"\nexport const client: unknown = schema\n',
    'src/late.ts': 'import { client } from "./client.ts"\nexport const late: unknown = client\n',
    'src/index.ts': [
      'import { createAuth } from "@auth/core/adapter"',
      'import { client } from "./client.ts"',
      'export const made = [createAuth, client]',
      'export const later = () => import("./late.ts")',
    ].join('\n'),
  }
  const modules = await bundleFiles(files)
  expect(modules.map(({ name }) => name).sort()).toEqual(['index.js', 'parts/late', 'parts/shared'])
  const ways = modules.flatMap(({ code }) => code.match(/from "@auth[^"]*"/g) ?? [])
  expect(ways).toEqual(['from "@auth/core/adapter"'])
})

test('An import that brings no name is left out, and its line stays.', () => {
  const code = '#!/usr/bin/env node\nimport "./parts/a.js";\nimport {\n  b\n} from "./parts/b.js";\nb();\n'
  expect(withoutBareImports(code)).toBe('#!/usr/bin/env node\n\nimport {\n  b\n} from "./parts/b.js";\nb();\n')
})

test('A module that nothing imports is none of the package.', () => {
  const modules: Readonly<Record<string, string>> = {
    'index.js': 'import { a } from "./parts/a.js"; const late = () => import("./parts/late.js"); export { a, late }',
    'deep/other.js': 'export { a } from "../parts/a.js"',
    'parts/a.js': 'export const a = 1',
    'parts/late.js': 'import { a } from "./a.js"; export { a }',
    'parts/empty.js': '',
  }
  const reachable = findReachable(['index', 'deep/other', 'gone'], (file) => modules[file])
  expect([...reachable].sort()).toEqual(['deep/other.js', 'index.js', 'parts/a.js', 'parts/late.js'])
})
