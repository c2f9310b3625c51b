import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PackedRelease } from '../../src/changesets.ts'
import { run } from '../../src/run.ts'
import { findPackedProblems } from '../../src/verify/packed.ts'

const registry = 'https://packages.example.com/'
const manifest = {
  name: '@auth/core',
  version: '1.0.1',
  exports: { '.': './dist/index.js' },
  publishConfig: { access: 'restricted', '@auth:registry': registry },
}
const path = 'packages/auth-core-1.0.1.tgz'
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'auth-packed-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Packs a package with these files beside those that every package has. */
async function pack(changed: object = {}, files: Readonly<Record<string, string>> = {}): Promise<PackedRelease> {
  const content = { 'README.md': '', LICENSE: '', 'dist/index.js': '', ...files }
  const source = join(folder, 'source/package')
  for (const [file, text] of Object.entries({
    ...content,
    'package.json': JSON.stringify({ ...manifest, ...changed }),
  })) {
    await mkdir(dirname(join(source, file)), { recursive: true })
    await writeFile(join(source, file), text)
  }
  return seal()
}

/** Makes the tarball of what is in the source folder, and its entry in a plan. */
async function seal(): Promise<PackedRelease> {
  await mkdir(join(folder, 'out/packages'), { recursive: true })
  await run('tar', ['-czf', join(folder, 'out', path), 'package'], { cwd: join(folder, 'source') })
  const digest = createHash('sha256')
    .update(await readFile(join(folder, 'out', path)))
    .digest('base64')
  const tarball = { path, integrity: `sha256-${digest}` }
  return { kind: 'publish', name: '@auth/core', version: '1.0.1', tag: 'latest', access: 'restricted', tarball }
}

async function problemsOf(plan: object, snapshot?: string): Promise<string[]> {
  await writeFile(join(folder, 'out/publish-plan.json'), JSON.stringify({ version: 1, plan: [[plan]] }))
  return findPackedProblems(join(folder, 'out'), { names: ['@auth/core', '@auth/meshy'], registry, snapshot })
}

test('tarballs that are what the plan says may be published', async () => {
  expect(await problemsOf(await pack())).toEqual([])
})

test('a plan of a snapshot that carries a release is refused', async () => {
  const release = { ...(await pack()), version: '0.0.0-pr-7-20260101120000', tag: 'pr-7' }

  expect(await problemsOf(release, 'pr-7')).toEqual([
    '@auth/core 0.0.0-pr-7-20260101120000: the tarball holds @auth/core 1.0.1',
  ])
})

test('a tarball that was exchanged after it was packed is refused, and not opened', async () => {
  const release = await pack()
  await pack({}, { 'dist/index.js': 'throw 1' })

  expect(await problemsOf(release)).toEqual([`@auth/core: ${path} is not what was packed`])
})

test.each([
  '../evil.tgz',
  'packages/../evil.tgz',
  '/elsewhere/evil.tgz',
  'packages/sub/evil.tgz',
  'packages\\..\\evil.tgz',
  undefined,
])('a tarball at %s is not looked for', async (elsewhere) => {
  const release = await pack()
  const [problem] = await problemsOf({ ...release, tarball: { ...release.tarball, path: elsewhere } })

  expect(problem).toBe(`@auth/core: "${elsewhere}" is no tarball below packages`)
})

test('a tarball that is a link, or holds one, is refused', async () => {
  const release = await pack()
  await symlink(join(folder, 'out', path), join(folder, 'out/packages/link.tgz'))
  const linked = { ...release, tarball: { ...release.tarball, path: 'packages/link.tgz' } }
  expect(await problemsOf(linked)).toContain('@auth/core: packages/link.tgz is no file')

  await rm(join(folder, 'out/packages/link.tgz'))
  await symlink('/etc', join(folder, 'source/package/dist/etc'))
  expect(await problemsOf(await seal())).toEqual([`@auth/core: ${path} holds something that is no plain file`])
})

test('a tarball that the plan does not name is refused', async () => {
  const release = await pack()
  await writeFile(join(folder, 'out/packages/auth-core-9.9.9.tgz'), '')

  expect(await problemsOf(release)).toEqual(['packages/auth-core-9.9.9.tgz: the plan does not name it'])
})

test.each([
  [{ name: '@auth/meshy' }, '@auth/core 1.0.1: the tarball holds @auth/meshy 1.0.1'],
  [{ scripts: { postinstall: 'node evil.js' } }, '@auth/core: the tarball has scripts'],
  [
    { publishConfig: { ...manifest.publishConfig, access: 'public' } },
    `@auth/core: publishConfig of the tarball is {"access":"public","@auth:registry":"${registry}"}`,
  ],
  [
    { publishConfig: { ...manifest.publishConfig, tag: 'latest' } },
    `@auth/core: publishConfig of the tarball is {"access":"restricted","@auth:registry":"${registry}","tag":"latest"}`,
  ],
  [
    { publishConfig: { access: 'restricted', '@auth:registry': 'https://elsewhere.example/' } },
    `@auth/core: the tarball is for the registry https://elsewhere.example/, and the scope is mapped to ${registry}`,
  ],
  [
    { publishConfig: { access: 'restricted' } },
    `@auth/core: the tarball is for the registry undefined, and the scope is mapped to ${registry}`,
  ],
])('a tarball with %j in its manifest is refused', async (changed, problem) => {
  expect(await problemsOf(await pack(changed))).toEqual([problem])
})

test('what does not belong in a package is found in a tarball that comes from elsewhere, too', async () => {
  expect(await problemsOf(await pack({}, { '.npmrc': '' }))).toContain(
    '@auth/core: .npmrc does not belong in the package',
  )
})
