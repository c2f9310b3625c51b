import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findEntries } from '../../src/api/entries.ts'
import { renderReport } from '../../src/api/report.ts'
import { readSurfaces } from '../../src/api/surface.ts'

type Files = Readonly<Record<string, string>>

async function writeFiles(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-api-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** The report of made-up declarations. `index.d.ts` is the entry point. */
async function reportOf(declarations: Files): Promise<string> {
  const files = Object.entries(declarations).map(([name, text]) => [`packages/made-up/dist/${name}`, text])
  const folder = await writeFiles(Object.fromEntries(files))
  const [surface] = readSurfaces([join(folder, 'packages/made-up/dist/index.d.ts')])
  if (!surface) throw new Error('no surface')
  const report = renderReport('@auth/made-up', surface)
  expect(report).not.toContain(folder)
  return report
}

const zoo = {
  'index.d.ts': "export { open } from './open.js'\nexport type { Animal, Keeper } from './animals.js'\n",
  'open.d.ts':
    "import type { Ticket } from './animals.js'\n/** Opens. */\nexport declare function open(t: Ticket): void\n",
  'animals.d.ts': [
    'export interface Animal { readonly name: string }',
    'export declare class Keeper { #secret; constructor(animal: Animal) }',
    'export interface Ticket { price: number; seat?: Seat }',
    'interface Seat { row: number }',
    'export interface Unseen { a: 1 }',
  ].join('\n'),
}

test('a report has what is exported, and what that needs, however many files it comes from', async () => {
  expect(await reportOf(zoo)).toBe(
    [
      '# The API of `@auth/made-up`',
      '',
      'Written by `pnpm api:report` from the declarations. Do not edit.',
      '',
      '## Exported',
      '',
      '```ts',
      'interface Animal {',
      '    readonly name: string;',
      '}',
      '',
      '// exported as a type only',
      'declare class Keeper {',
      '    #secret;',
      '    constructor(animal: Animal);',
      '}',
      '',
      'declare function open(t: Ticket): void;',
      '```',
      '',
      '## Not exported, but part of what is',
      '',
      '```ts',
      'interface Seat {',
      '    row: number;',
      '}',
      '',
      'interface Ticket {',
      '    price: number;',
      '    seat?: Seat;',
      '}',
      '```',
      '',
    ].join('\n'),
  )
})

test('comments, blank lines and the order and place of declarations do not matter', async () => {
  const moved = {
    'index.d.ts': "export type { Keeper, Animal } from './sub/zoo.js'\nexport { open } from './sub/zoo.js'\n",
    'sub/zoo.d.ts': [
      'interface Seat {\n\n  /** From the front. */\n  row: number\n}',
      'export interface Ticket { price: number; seat?: Seat }',
      'export declare function open(t: Ticket): void',
      'export declare class Keeper { #secret; constructor(animal: Animal) }',
      'export interface Animal { readonly name: string }',
    ].join('\n'),
  }
  expect(await reportOf(moved)).toBe(await reportOf(zoo))
})

test.each<[string, string, string]>([
  ['a member that became optional', 'price: number', 'price?: number'],
  ['another member of a type without a name outside', 'row: number', 'row: string'],
  ['a parameter', 'constructor(animal: Animal)', 'constructor(animal: Animal, pay: number)'],
  ['a deprecation', 'export interface Animal', '/** @deprecated */ export interface Animal'],
])('%s changes the report', async (_, from, to) => {
  const changed = { ...zoo, 'animals.d.ts': zoo['animals.d.ts'].replace(from, to) }
  expect(await reportOf(changed)).not.toBe(await reportOf(zoo))
})

test('what comes from another package is named with that package', async () => {
  const report = await reportOf({
    'index.d.ts': "import type { Auth } from '@auth/core'\nexport type Mine = Auth<string>\n",
  })
  expect(report).toContain('type Mine = Auth<string>')
  expect(report).toContain("// Auth from '@auth/core'")
})

test('declarations that are missing are told with the command that makes them', () => {
  expect(() => readSurfaces([join(tmpdir(), 'nowhere/dist/index.d.ts')])).toThrow(/missing.*pnpm build/)
})

test('every entry point of a published package has a report of its own, and a private package has none', async () => {
  const types = (file: string) => ({ '@auth/source': './src/x.ts', types: `./dist/${file}.d.ts`, default: './x.js' })
  const exports = { '.': types('index'), './api': types('generated/index'), './package.json': './package.json' }
  const folder = await writeFiles({
    'packages/zebra/package.json': JSON.stringify({ name: '@auth/zebra', exports: { '.': types('index') } }),
    'packages/ant/package.json': JSON.stringify({ name: '@auth/ant', exports }),
    'packages/draft/package.json': JSON.stringify({ name: '@auth/draft', private: true, exports }),
  })
  expect(findEntries(folder)).toEqual([
    {
      specifier: '@auth/ant',
      report: 'ant.index.api.md',
      declarations: join(folder, 'packages/ant/dist/index.d.ts'),
    },
    {
      specifier: '@auth/ant/api',
      report: 'ant.api.api.md',
      declarations: join(folder, 'packages/ant/dist/generated/index.d.ts'),
    },
    {
      specifier: '@auth/zebra',
      report: 'zebra.index.api.md',
      declarations: join(folder, 'packages/zebra/dist/index.d.ts'),
    },
  ])
})
