import { beforeEach, expect, test } from 'vitest'
import { repository } from '../../src/pack.ts'
import { compat } from '../../src/spec/compat/compat.ts'
import { findGiven } from '../../src/spec/compat/consumers.ts'
import { emptySandbox, type Sandbox } from './support/sandbox.ts'

const source = 'packages/demo/src/index.ts'
let sandbox: Sandbox

async function tryToday(base?: string): Promise<{ ok: boolean; text: string }> {
  const lines: string[] = []
  const ok = await compat({ root: sandbox.root, base }, (line) => lines.push(line))
  return { ok, text: lines.join('\n') }
}

beforeEach(async () => {
  sandbox = await emptySandbox()
  await sandbox.write(
    'packages/demo/package.json',
    JSON.stringify({ name: '@auth/demo', version: '1.0.0', exports: { '.': { '@auth/source': './src/index.ts' } } }),
  )
  await sandbox.write(source, 'export function greet(name: string): string {\n  return name\n}\n')
  await sandbox.write('packages/demo/src/inside.ts', 'export const inside: number = 1\n')
  await sandbox.write('README.md', "```ts\nimport { greet } from '@auth/demo'\nconsole.log(greet(userName))\n```\n")
  await sandbox.write('tools/conformance/test/readme.test.ts', 'const given = `\ndeclare const userName: string\n`\n')
  await sandbox.write(
    'packages/demo/test/greet.test.ts',
    "import { greet } from '../src/index.ts'\nconst unknown: number = greet('Ada')\nconsole.log(unknown)\n",
  )
  await sandbox.write(
    'packages/demo/test/inside.test.ts',
    "import { inside } from '../src/inside.ts'\ninside.toFixed()\n",
  )
  await sandbox.commit()
  await sandbox.git('tag', '@auth/demo@1.0.0')
}, 60_000)

test('code of users of the last release compiles after a change that adds something', async () => {
  await sandbox.edit(source, '(name: string)', '(name: string, greeting?: string)')
  await sandbox.edit(source, 'return name', 'return name + greeting')
  await sandbox.edit('README.md', 'greet(userName)', "greet(userName, 'Hello')")
  expect(await tryToday()).toEqual({ ok: true, text: expect.stringContaining('All of them compile.') })
})

test('an example that no longer compiles needs a major changeset', async () => {
  await sandbox.edit(source, '(name: string)', '(name: { first: string })')
  await sandbox.edit('README.md', 'userName', '{ first: userName }')
  await sandbox.write('.changeset/own.md', "---\n'@auth/demo': minor\n---\n\nNames have parts.\n")
  const refused = await tryToday()
  expect(refused.ok).toBe(false)
  expect(refused.text).toContain('README.md, example 1 no longer compiles, and no major changeset announces it')
  expect(refused.text).toContain("line 2: Argument of type 'string' is not assignable")
  expect(refused.text).toContain('packages/demo/test/greet.test.ts no longer compiles')

  await sandbox.edit('.changeset/own.md', 'minor', 'major')
  const announced = await tryToday()
  expect(announced.ok).toBe(true)
  expect(announced.text).toContain('as the major changeset of @auth/demo announces')
})

test('what did not compile before, and what only a package’s own tests can reach, does not count', async () => {
  await sandbox.write('packages/demo/src/inside.ts', 'export const other: number = 1\n')
  await sandbox.commit()
  const { ok, text } = await tryToday()
  expect(ok).toBe(true)
  expect(text).toContain('2 examples, recipes and tests of the release @auth/demo@1.0.0')
})

test('before the first release there is nobody whose code could break, save for a revision that is asked for', async () => {
  await sandbox.git('tag', '--delete', '@auth/demo@1.0.0')
  await sandbox.edit(source, 'greet', 'welcome')
  expect(await tryToday()).toEqual({ ok: true, text: expect.stringContaining('No release tag is known here') })
  expect((await tryToday('HEAD')).ok).toBe(false)
  expect(await tryToday('v9')).toEqual({ ok: true, text: expect.stringContaining('v9, which is not here') })
})

test('what the examples of this repository take as given is found', () => {
  expect(findGiven(repository)).toContain("declare module 'cloudflare:workers'")
})
