import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { applyChangesets, runChangesets } from '../../src/changesets.ts'
import { repository } from '../../src/pack.ts'
import { check } from '../../src/spec/check.ts'
import type { CommandOptions, Print } from '../../src/spec/command.ts'
import { compat } from '../../src/spec/compat/compat.ts'
import { release } from '../../src/spec/release.ts'
import { cloneSandbox, createOrigin, type Sandbox } from './support/sandbox.ts'

const spec = 'specs/demo.yaml'
const field = '        scope: { type: string }\n'
let origin: Awaited<ReturnType<typeof createOrigin>>

beforeAll(async () => {
  origin = await createOrigin()
}, 60_000)
afterAll(() => origin.remove())

/** A clone in which changesets runs, with 1.0.0 released. */
async function openClone(): Promise<Sandbox> {
  const sandbox = await cloneSandbox(origin.url)
  const { root } = sandbox
  for (const path of ['.changeset/config.json', 'tools/release/src/changelog.ts']) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    cpSync(join(repository, path), join(root, path))
  }
  await sandbox.write('package.json', JSON.stringify({ name: 'demo', private: true }))
  await sandbox.write('pnpm-workspace.yaml', 'packages: [packages/*]\n')
  await sandbox.write('.gitignore', 'node_modules\n')
  mkdirSync(join(root, 'node_modules'))
  symlinkSync(join(repository, 'node_modules/@changesets'), join(root, 'node_modules/@changesets'))
  // Releases are made on main, which this clone has itself.
  await sandbox.git('remote', 'remove', 'origin')
  await sandbox.commit()
  return sandbox
}

async function run(
  command: (options: CommandOptions, print: Print) => Promise<boolean>,
  { root }: Sandbox,
): Promise<{ ok: boolean; text: string }> {
  const lines: string[] = []
  const ok = await command({ root, generate: false }, (line) => lines.push(line))
  return { ok, text: lines.join('\n') }
}

const accepted = { ok: true, text: expect.any(String) }

/** Versions and tags, where no check may refuse a state on the way. */
async function publish(sandbox: Sandbox): Promise<string> {
  expect(await run(check, sandbox)).toEqual(accepted)
  await applyChangesets(sandbox)
  const { version } = JSON.parse(await sandbox.read('packages/demo/package.json'))
  expect(await run(check, sandbox)).toEqual(accepted)
  await sandbox.commit()
  await sandbox.git('tag', `@auth/demo@${version}`)
  expect(await run(check, sandbox)).toEqual(accepted)
  return version
}

test('what several prereleases tell of one spec is all told again by the stable release', async () => {
  const sandbox = await openClone()
  await runChangesets(sandbox, 'pre', 'enter', 'beta')
  await sandbox.edit(spec, field, `${field}        session: { type: string }\n`)
  await run(release, sandbox)
  expect(await publish(sandbox)).toBe('1.1.0-beta.0')

  await sandbox.edit(spec, field, `${field}        region: { type: string }\n`)
  const refused = await run(check, sandbox)
  expect(refused.ok).toBe(false)
  expect(refused.text).toContain('@auth/demo changed since the last prerelease, and no changeset tells of it:')
  expect(refused.text).toContain('`Token.region` is new in responses.')
  expect((await run(release, sandbox)).text).toContain('.changeset/spec-demo-2.md written')
  expect(await sandbox.read('.changeset/spec-demo-2.md')).not.toContain('session')
  expect(await publish(sandbox)).toBe('1.1.0-beta.1')

  // Only a prerelease had it: nobody who uses a release is broken.
  await sandbox.edit(spec, '        session: { type: string }\n', '')
  await run(release, sandbox)
  expect(await sandbox.read('.changeset/spec-demo-3.md')).toContain("'@auth/demo': minor")
  expect(await publish(sandbox)).toBe('1.1.0-beta.2')

  await runChangesets(sandbox, 'pre', 'exit')
  expect(await publish(sandbox)).toBe('1.1.0')
  const changelog = await sandbox.read('packages/demo/CHANGELOG.md')
  const stable = changelog.split(/^(?=## )/m)[1]
  expect(stable).toContain('## 1.1.0\n')
  for (const told of ['`Token.session` is new', '`Token.region` is new', '`Token.session` is gone'])
    expect(stable).toContain(told)
}, 180_000)

test('a change that breaks users of the stable release is major in a prerelease, however late it comes', async () => {
  const sandbox = await openClone()
  await runChangesets(sandbox, 'pre', 'enter', 'beta')
  await sandbox.edit(spec, field, `${field}        session: { type: string }\n`)
  await run(release, sandbox)
  await publish(sandbox)
  await sandbox.edit(spec, field, '')
  await run(release, sandbox)
  expect(await sandbox.read('.changeset/spec-demo-2.md')).toContain("'@auth/demo': major")
  expect(await publish(sandbox)).toBe('2.0.0-beta.1')
  await runChangesets(sandbox, 'pre', 'exit')
  expect(await publish(sandbox)).toBe('2.0.0')
  expect(await run(compat, sandbox)).toEqual(accepted)
})

test('an edit after the last prerelease is demanded before the stable release', async () => {
  const sandbox = await openClone()
  await runChangesets(sandbox, 'pre', 'enter', 'beta')
  await sandbox.edit(spec, field, `${field}        session: { type: string }\n`)
  await run(release, sandbox)
  await publish(sandbox)
  await runChangesets(sandbox, 'pre', 'exit')
  await sandbox.edit(spec, field, `${field}        region: { type: string }\n`)
  expect((await run(check, sandbox)).ok).toBe(false)
  await run(release, sandbox)
  expect(await publish(sandbox)).toBe('1.1.0')
  expect(await sandbox.read('packages/demo/CHANGELOG.md')).toContain('`Token.region` is new')
})
