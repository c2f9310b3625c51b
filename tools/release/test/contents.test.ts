import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findContentProblems } from '../src/contents.ts'
import type { Manifest, Packed } from '../src/pack.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-contents-'))
  for (const file of ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']) await put(file, '')
})
afterEach(() => rm(folder, { recursive: true }))

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), text)
}

function packed(manifest: Partial<Manifest> = {}): Packed {
  const exports = {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  }
  return { name: '@auth/x', tarball: '', folder, manifest: { name: '@auth/x', version: '1.0.0', exports, ...manifest } }
}

test('a package with what belongs in it has no problems', async () => {
  await put('CHANGELOG.md', '## 1.0.0')
  await put('src/index.ts', 'export const token = process.env.TOKEN')
  await put('dist/index.js.map', '{}')

  expect(await findContentProblems(packed({ dependencies: { '@auth/core': '^1.0.0' } }))).toEqual([])
})

test('what is missing is named', async () => {
  await rm(join(folder, 'LICENSE'))
  await rm(join(folder, 'dist/index.d.ts'))

  expect(await findContentProblems(packed())).toEqual([
    '@auth/x: LICENSE is missing',
    '@auth/x: export . points to ./dist/index.d.ts, which is not packed',
  ])
})

test.each(['.npmrc', 'test/index.test.ts', 'tsconfig.json', 'src/notes.md', 'dist/.env'])(
  '%s does not belong in a package',
  async (file) => {
    await put(file, '')
    expect(await findContentProblems(packed())).toContain(`@auth/x: ${file} does not belong in the package`)
  },
)

test('types of ky are found in declarations, where they would be compiled with those of a user', async () => {
  await put('dist/channel.d.ts', "import type { KyInstance } from 'ky'")
  await put('dist/channel.js', "import ky from 'ky'")
  expect(await findContentProblems(packed())).toEqual(['@auth/x: dist/channel.d.ts holds types of ky'])
})

test('a secret is found wherever it is, and not repeated', async () => {
  const secret = `npm_${'aB3'.repeat(12)}`
  await put('dist/index.js', `const token = '${secret}'`)
  await put('.npmrc', '')

  const problems = await findContentProblems(packed())
  expect(problems).toContain('@auth/x: dist/index.js seems to be or hold an npm token')
  expect(problems).toContain('@auth/x: .npmrc seems to be or hold a file for secrets')
  expect(problems.join()).not.toContain(secret)
})

test('a path of the machine that built it is found, in a source map too', async () => {
  await put('dist/index.js.map', `{"sources":["${homedir()}/project/src/index.ts"]}`)

  expect(await findContentProblems(packed())).toEqual(['@auth/x: dist/index.js.map holds a path of this machine'])
})

test.each(['workspace:^', 'catalog:', 'file:../core', 'link:../core'])(
  'a dependency on %s is for the workspace alone',
  async (range) => {
    expect(await findContentProblems(packed({ dependencies: { '@auth/core': range } }))).toEqual([
      `@auth/x: dependency @auth/core is ${range}`,
    ])
  },
)
