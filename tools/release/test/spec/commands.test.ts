import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run as execute } from '../../src/run.ts'
import { check } from '../../src/spec/check.ts'
import type { CommandOptions, Print } from '../../src/spec/command.ts'
import { diff } from '../../src/spec/diff.ts'
import { release } from '../../src/spec/release.ts'
import { cloneSandbox, createOrigin, emptySandbox, type Sandbox } from './support/sandbox.ts'

const spec = 'specs/demo.yaml'
const changeset = '.changeset/spec-demo.md'
let origin: Awaited<ReturnType<typeof createOrigin>>

beforeAll(async () => {
  origin = await createOrigin()
}, 60_000)

afterAll(() => origin.remove())

/** Runs a command, and gives what it prints. */
async function run(
  command: (options: CommandOptions, print: Print) => Promise<boolean>,
  { root }: Sandbox,
  options: Partial<CommandOptions> = {},
): Promise<{ ok: boolean; text: string }> {
  const lines: string[] = []
  const ok = await command({ root, generate: false, ...options }, (line) => lines.push(line))
  return { ok, text: lines.join('\n') }
}

test('an edit of a spec is refused until its changeset is written, which takes one command', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.edit(spec, '        scope: { type: string }\n', '')
  await sandbox.commit()
  const refused = await run(check, sandbox)
  expect(refused.ok).toBe(false)
  expect(refused.text).toContain('@auth/demo changed in a way that needs a major release, and there is no changeset:')
  expect(refused.text).toContain('major  `Token.scope` is gone from responses.')
  expect(refused.text).toContain('Run `pnpm spec:release`, which writes .changeset/spec-demo.md')

  const command = fileURLToPath(new URL('../../src/spec/release.ts', import.meta.url))
  const printed = await execute(process.execPath, [command, '--no-generate'], { cwd: sandbox.root })
  expect(printed).toContain('Compared with the release @auth/demo@1.0.0')
  expect(printed).toContain('@auth/demo: major, .changeset/spec-demo.md written')
  expect(await sandbox.read(changeset)).toBe(
    "---\n'@auth/demo': major\n---\n\nThe provider's API description changed:\n\n- `Token.scope` is gone from responses.\n",
  )
  expect((await run(check, sandbox)).ok).toBe(true)
})

test('a second run rewrites the changeset and adds none; an edit that is undone takes it away', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.edit(spec, 'scope: { type: string }', 'scope: { type: string, description: What for. }')
  await run(release, sandbox)
  const first = await sandbox.read(changeset)
  expect(first).toContain('patch')
  expect((await run(release, sandbox)).text).toContain('is up to date')
  expect(await sandbox.read(changeset)).toBe(first)

  await sandbox.edit(spec, '"429"', '"503"')
  await run(release, sandbox)
  expect(await sandbox.read(changeset)).toContain('no longer distinguishes the response 429')
  expect(await readdir(join(sandbox.root, '.changeset'))).toEqual(['README.md', 'spec-demo.md'])

  await sandbox.git('checkout', '--quiet', '--', spec)
  expect((await run(release, sandbox)).text).toContain('no change any more, .changeset/spec-demo.md removed')
  expect(await readdir(join(sandbox.root, '.changeset'))).toEqual(['README.md'])
})

test('a dry run says what would be generated, written and removed, and changes nothing', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.edit(spec, '        scope: { type: string }\n', '')
  await sandbox.write('tools/generator/src/check.ts', 'process.exitCode = 1\n')
  await sandbox.write('tools/generator/src/generate.ts', "throw new Error('it was run')\n")
  const { ok, text } = await run(release, sandbox, { generate: true, dry: true })
  expect(ok).toBe(true)
  expect(text).toContain('The generated clients are out of date: they would be generated')
  expect(text).toContain(
    `@auth/demo: major, ${changeset} would be written\n  - \`Token.scope\` is gone from responses.`,
  )
  expect(await readdir(join(sandbox.root, '.changeset'))).toEqual(['README.md'])

  const command = fileURLToPath(new URL('../../src/spec/release.ts', import.meta.url))
  expect(await execute(process.execPath, [command, '--dry'], { cwd: sandbox.root })).toContain('would be written')
  await run(release, sandbox)
  await sandbox.git('checkout', '--quiet', '--', spec)
  const undone = await run(release, sandbox, { dry: true })
  expect(undone.text).toContain(`no change any more, ${changeset} would be removed`)
  expect(await readdir(join(sandbox.root, '.changeset'))).toEqual(['README.md', 'spec-demo.md'])
})

test('clients that are out of date are generated before they are compared', async () => {
  const sandbox = await cloneSandbox(origin.url)
  const index = 'packages/demo/src/generated/index.ts'
  await sandbox.write('tools/generator/src/check.ts', 'process.exitCode = 1\n')
  await sandbox.write(
    'tools/generator/src/generate.ts',
    `import { writeFileSync } from 'node:fs'\nwriteFileSync('${index}', 'export {}\\n')\n`,
  )
  const { text } = await run(release, sandbox, { generate: true })
  expect(text).toContain('The generated clients are out of date: generating')
  expect(await sandbox.read(changeset)).toContain('is no longer exported')

  await sandbox.write('tools/generator/src/generate.ts', "console.error('Java was not found.')\nprocess.exitCode = 1\n")
  await expect(run(release, sandbox, { generate: true })).rejects.toThrow(
    /generate\.ts failed in .*:\nJava was not found/,
  )
})

test('without a change there is nothing to release, and nothing to refuse', async () => {
  const sandbox = await cloneSandbox(origin.url)
  const { ok, text } = await run(release, sandbox)
  expect(ok).toBe(true)
  expect(text).toContain('there is nothing to release')
  expect(await run(check, sandbox)).toEqual({ ok: true, text: expect.stringContaining('@auth/demo: none') })
})

test('any pending changeset with a bump that is high enough will do, and a lower one will not', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.edit(spec, '        "429":\n          description: Too many requests.\n', '')
  await sandbox.write('.changeset/by-hand.md', '---\n"@auth/demo": minor\n"@auth/other": major\n---\n\nMore.\n')
  const refused = await run(check, sandbox)
  expect(refused.ok).toBe(false)
  expect(refused.text).toContain('the pending changesets have minor only')
  await sandbox.edit('.changeset/by-hand.md', 'demo": minor', 'demo": major')
  expect((await run(check, sandbox)).ok).toBe(true)
})

test('a release since then counts like the changesets that it used up', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.edit(spec, '"429"', '"503"')
  await sandbox.edit('packages/demo/package.json', '1.0.0', '1.1.0')
  expect((await run(check, sandbox)).ok).toBe(false)
  await sandbox.edit('packages/demo/package.json', '1.1.0', '2.0.0')
  expect((await run(check, sandbox)).ok).toBe(true)
})

test('a client that is generated differently from the same spec is a change, too', async () => {
  const sandbox = await cloneSandbox(origin.url)
  const file = 'packages/demo/src/generated/schemas.ts'
  const [, name = ''] = /^export interface (\w+) \{$/m.exec(await sandbox.read(file)) ?? []
  await sandbox.edit(file, `export interface ${name} {`, `export interface ${name} {\n  demanded: string`)
  const { text } = await run(diff, sandbox)
  expect(text).toContain('the compiler, by the declarations of the generated client:')
  expect(text).toContain(`\`${name}\`: code that was written for the earlier type may not compile.`)
  expect(text).toContain('@auth/demo: major')
})

test('the difference can be had as JSON, against any revision', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.edit(spec, 'createToken', 'signIn')
  await sandbox.commit()
  const { text } = await run(diff, sandbox, { json: true, base: 'HEAD^' })
  const { base, packages } = JSON.parse(text)
  expect(base.reason).toBe('HEAD^')
  expect(packages).toEqual([
    expect.objectContaining({
      package: '@auth/demo',
      bump: 'major',
      changes: [expect.objectContaining({ rule: 'operation-renamed' })],
    }),
  ])
  expect(JSON.parse((await run(diff, sandbox, { json: true, base: 'HEAD' })).text).packages[0].bump).toBe('none')
})

test('a new provider is a minor release, and one that is gone asks for no changeset', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.git('rm', '-r', '--quiet', 'packages/demo', spec)
  await sandbox.write('specs/fresh.yaml', 'openapi: 3.0.3\npaths: {}\n')
  await sandbox.write('packages/fresh/package.json', '{ "name": "@auth/fresh", "version": "0.0.0" }')
  await run(release, sandbox)
  expect(await readdir(join(sandbox.root, '.changeset'))).toEqual(['README.md', 'spec-fresh.md'])
  expect(await sandbox.read('.changeset/spec-fresh.md')).toContain("'@auth/fresh': minor")
  expect((await run(check, sandbox)).ok).toBe(true)
})

test('before the first release the last commit is looked at', async () => {
  const sandbox = await cloneSandbox(origin.url)
  await sandbox.git('tag', '--delete', '@auth/demo@1.0.0')
  await sandbox.edit(spec, 'createToken', 'signIn')
  await sandbox.commit()
  const { ok, text } = await run(check, sandbox)
  expect(ok).toBe(false)
  expect(text).toContain('Compared with HEAD^, for no release tag is known here')
})

test('with nothing to compare with, the check says so and passes', async () => {
  const shallow = await cloneSandbox(origin.url, '--depth', '1')
  expect(await run(check, shallow)).toEqual({ ok: true, text: expect.stringContaining('HEAD^') })
  expect(await run(check, shallow, { base: 'v9.9.9' })).toEqual({
    ok: true,
    text: 'There is nothing to compare with: v9.9.9, which is not here (a shallow clone, or a first commit).',
  })
  expect((await run(check, await emptySandbox())).ok).toBe(true)
  await expect(run(diff, shallow, { base: 'v9.9.9' })).rejects.toThrow('There is nothing to compare with: v9.9.9')
})
