import { cpSync, globSync, mkdirSync, symlinkSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addChangeset, applyChangesets, runChangesets } from '../src/changesets.ts'
import { repository } from '../src/pack.ts'
import { run } from '../src/run.ts'
import { versionSnapshot } from '../src/snapshot.ts'

let root: string

/** As much of the repository as versions are made of, without the changesets that wait there. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'auth-changelog-'))
  const copied = ['package.json', 'pnpm-workspace.yaml', '.changeset/config.json', 'tools/release/src/changelog.ts']
  for (const path of [...copied, ...globSync('packages/*/package.json', { cwd: repository })]) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    cpSync(join(repository, path), join(root, path))
  }
  mkdirSync(join(root, 'node_modules'))
  symlinkSync(join(repository, 'node_modules/@changesets'), join(root, 'node_modules/@changesets'))
  await run('git', ['init', '--quiet'], { cwd: root })
})
afterEach(() => rm(root, { recursive: true }))

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8')
const versionOf = async (name: string): Promise<string> =>
  JSON.parse(await read(`packages/${name}/package.json`)).version

/** What git has not been told of. */
const leftBehind = async (): Promise<string> =>
  (await run('git', ['ls-files', '--others'], { cwd: root })) + (await run('git', ['diff', '--stat'], { cwd: root }))

test('a changelog says what users will notice, and no hashes', async () => {
  await addChangeset(
    { root },
    { '@auth/core': 'major', '@auth/meshy': 'major', '@auth/gooru': 'major' },
    'A release to start from.',
  )
  await applyChangesets({ root })
  const before = await versionOf('gooru')
  await addChangeset(
    { root },
    { '@auth/core': 'minor' },
    'Stores can be asked for their clock.\n\nIt is used for ages:\n\n- in a fleet\n- after a sleep',
  )
  await addChangeset({ root }, { '@auth/meshy': 'patch' }, 'A tenant with a space in its name is sent as it is.')
  await applyChangesets({ root })

  const core = await versionOf('core')
  const meshy = await versionOf('meshy')
  const newest = (text: string): string => text.split(/^(?=## )/m)[1]?.trim() ?? ''
  expect(newest(await read('packages/core/CHANGELOG.md'))).toBe(`## ${core}

### Minor Changes

- Stores can be asked for their clock.

  It is used for ages:

  - in a fleet
  - after a sleep`)
  expect(newest(await read('packages/meshy/CHANGELOG.md'))).toBe(`## ${meshy}

### Patch Changes

- A tenant with a space in its name is sent as it is.
- Needs \`@auth/core\` ${core} or later.`)
  // Versions are independent: nothing changed for users of this one.
  expect(await versionOf('gooru')).toBe(before)
})

test('a snapshot gives every published package a version of its own', async () => {
  const packages = await versionSnapshot(root, 'pr-12')

  expect(packages).toContain('@auth/core')
  expect(packages.length).toBeGreaterThanOrEqual(6)
  for (const name of packages) expect(await versionOf(name.replace('@auth/', ''))).toMatch(/^0\.0\.0-pr-12-\d{14}$/)
})

test.each(['', 'latest/../x', '12', 'PR', 'a b', '--tag'])('"%s" is no name for a snapshot', async (name) => {
  await expect(versionSnapshot(root, name)).rejects.toThrow(/is no name for a snapshot/)
})

test('in prerelease mode there is no snapshot, which is said, and nothing is left behind', async () => {
  await runChangesets({ root }, 'pre', 'enter', 'beta')
  await run('git', ['add', '--all'], { cwd: root })

  await expect(versionSnapshot(root, 'pr-12')).rejects.toThrow(/^The repository is in prerelease mode/)
  expect(await leftBehind()).toBe('')
})

test('a snapshot that fails leaves no changeset behind', async () => {
  await writeFile(join(root, '.changeset/broken.md'), "---\n'@auth/nobody': patch\n---\n\nA change.\n")
  await run('git', ['add', '--all'], { cwd: root })

  await expect(versionSnapshot(root, 'pr-12')).rejects.toThrow(/@auth\/nobody/)
  expect(await leftBehind()).toBe('')
})
