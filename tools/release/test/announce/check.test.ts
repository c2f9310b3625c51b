import { expect, test } from 'vitest'
import { checkAnnouncements } from '../../src/announce/check.ts'
import { emptySandbox, type Sandbox } from '../spec/support/sandbox.ts'

const tag = '@auth/core@1.0.0'

/** A repository with core, which has a third-party dependency, and two packages that need core. */
async function openRelease(): Promise<Sandbox> {
  const sandbox = await emptySandbox()
  const write = (name: string, more: object): Promise<void> =>
    sandbox.write(`packages/${name}/package.json`, JSON.stringify({ name: `@auth/${name}`, version: '1.0.0', ...more }))
  await write('core', { dependencies: { ky: 'catalog:' }, engines: { node: '>=22' } })
  await write('meshy', { dependencies: { '@auth/core': 'workspace:^' } })
  await write('redis', { peerDependencies: { '@auth/core': 'workspace:^' } })
  await write('tool', { private: true, dependencies: { '@auth/core': 'workspace:^', ky: 'catalog:' } })
  await sandbox.write('pnpm-workspace.yaml', 'catalog:\n  ky: 2.1.0\n  vitest: 5.1.1\n')
  await sandbox.commit()
  await sandbox.git('tag', tag)
  return sandbox
}

async function check({ root }: Sandbox): Promise<{ ok: boolean; text: string }> {
  const lines: string[] = []
  const ok = await checkAnnouncements({ root }, (line) => lines.push(line))
  return { ok, text: lines.join('\n') }
}

const changeset = (bumps: string): string => `---\n${bumps}\n---\n\nA change.\n`

test('a major of one package is told to the users of those that need it, or refused', async () => {
  const sandbox = await openRelease()
  await sandbox.write('.changeset/core.md', changeset('"@auth/core": major'))
  const { ok, text } = await check(sandbox)
  expect(ok).toBe(false)
  expect(text.match(/^@auth\/\w+ needs @auth\/core, which has a major release pending/gm)).toHaveLength(2)

  await sandbox.write('.changeset/others.md', changeset('"@auth/meshy": major\n"@auth/redis": patch'))
  expect((await check(sandbox)).ok).toBe(true)
})

test('a minor of one package asks nothing of those that need it', async () => {
  const sandbox = await openRelease()
  await sandbox.write('.changeset/core.md', changeset('"@auth/core": minor'))
  expect((await check(sandbox)).ok).toBe(true)
})

test.each([
  ['pnpm-workspace.yaml', 'ky: 2.1.0', 'ky: 2.2.0', 'ky: 2.1.0 → 2.2.0'],
  ['packages/core/package.json', '"ky":"catalog:"', '"ky":"catalog:","hono":"4"', 'hono: none → 4'],
  ['packages/core/package.json', '"ky":"catalog:"', '', 'ky: 2.1.0 → none'],
  ['packages/core/package.json', '>=22', '>=24', 'engine node: >=22 → >=24'],
])('a change of %s from %s to "%s" is told to users, or refused', async (file, from, to, told) => {
  const sandbox = await openRelease()
  await sandbox.edit(file, from, to)
  await sandbox.commit()
  const { ok, text } = await check(sandbox)
  expect(ok).toBe(false)
  expect(text).toContain(`@auth/core brings something else to its users, and no changeset tells them: ${told}.`)
  expect(text).not.toContain('@auth/meshy')
  expect(text).not.toContain('@auth/tool')

  await sandbox.write('.changeset/core.md', changeset('"@auth/core": patch'))
  expect((await check(sandbox)).ok).toBe(true)
})

test('a tool of development can change without a word', async () => {
  const sandbox = await openRelease()
  await sandbox.edit('pnpm-workspace.yaml', 'vitest: 5.1.1', 'vitest: 5.2.0')
  expect((await check(sandbox)).ok).toBe(true)
})
