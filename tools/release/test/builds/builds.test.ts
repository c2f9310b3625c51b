import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBuildProblems } from '../../src/builds/compare.ts'
import { pruneBuilds } from '../../src/builds/prune.ts'
import { listFiles, repository } from '../../src/pack.ts'
import { listPackages } from '../../src/packages.ts'
import { run } from '../../src/run.ts'

const folder = 'packages/x'
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'auth-builds-'))
  await describePackage('index', 'deep/gone')
  const compilerOptions = {
    rootDir: 'src',
    outDir: 'dist',
    target: 'es2023',
    module: 'nodenext',
    types: [],
    declaration: true,
  }
  await put('tsconfig.build.json', JSON.stringify({ compilerOptions, include: ['src'] }))
  await put('src/index.ts', 'export const x = 1\n')
  await put('src/deep/gone.ts', 'export const gone = 1\n')
})
afterEach(() => rm(root, { recursive: true }))

async function put(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, folder, file)), { recursive: true })
  await writeFile(join(root, folder, file), text)
}

async function describePackage(...entries: string[]): Promise<void> {
  const exports = Object.fromEntries(
    entries.map((name) => [`./${name}`, { '@auth/source': `./src/${name}.ts`, default: `./dist/${name}.js` }]),
  )
  await put('package.json', JSON.stringify({ name: '@auth/x', version: '1.0.0', type: 'module', exports }))
}

async function removeSource(): Promise<void> {
  await rm(join(root, folder, 'src/deep'), { recursive: true })
  await describePackage('index')
}

/** Runs a build script as pnpm would, with the tools of this repository. */
async function build(script = buildScript): Promise<void> {
  const tools = script
    .replaceAll('../../', `${repository}/`)
    .replace('tsc', `node ${repository}/node_modules/typescript/bin/tsc`)
  await run('sh', ['-c', tools], { cwd: join(root, folder) })
}

const buildScript = 'node ../../tools/release/src/bundle/main.ts && tsc -p tsconfig.build.json --emitDeclarationOnly'
const built = (): Promise<string[]> => listFiles(join(root, folder, 'dist'))

test('nothing that was built of a source is left when the source is gone', async () => {
  await build()
  expect(await built()).toContain('deep/gone.js')
  await removeSource()
  await build()
  expect(await built()).toEqual(['index.d.ts', 'index.js', 'index.js.map'])
})

test('each published package builds from nothing', () => {
  const scripts = listPackages(repository).map(({ manifest }) => [manifest.name, manifest.scripts?.['build']])
  expect(scripts.length).toBeGreaterThan(1)
  for (const [name, script] of scripts) expect([name, script]).toEqual([name, expect.stringMatching(beginsEmpty)])
})

const beginsEmpty = /^node \.\.\/\.\.\/tools\/release\/src\/bundle\/main\.ts && /

test('what a cache brings back of a source that is gone is removed when it has done so', async () => {
  await build()
  await cp(join(root, folder, 'dist'), join(root, 'cache'), { recursive: true })
  await removeSource()
  await build()
  await cp(join(root, 'cache'), join(root, folder, 'dist'), { recursive: true })

  expect(await pruneBuilds(root)).toEqual(
    ['gone.d.ts', 'gone.js', 'gone.js.map'].map((file) => `${folder}/dist/deep/${file}`),
  )
  expect(await built()).toEqual(['index.d.ts', 'index.js', 'index.js.map'])
  const { scripts } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  expect(scripts.build).toBe('node tools/release/src/builds/build.ts')
})

test('what was built is what the sources give, or nothing is packed', async () => {
  await build()
  expect(await findBuildProblems(root, [folder])).toEqual([])

  await removeSource()
  await put('src/index.ts', 'export const x = 2\n')
  await put('src/more.ts', '\n')
  expect(await findBuildProblems(root)).toEqual([
    `${folder}/dist/deep/gone.d.ts: its source is gone. Build again`,
    `${folder}/dist/deep/gone.js: its source is gone. Build again`,
    `${folder}/dist/deep/gone.js.map: its source is gone. Build again`,
    `${folder}/dist/index.d.ts: it is not what its source gives. Build again`,
    `${folder}/dist/index.js: it is not what its source gives. Build again`,
    `${folder}/dist/more.d.ts: it was never built. Build again`,
  ])
})
