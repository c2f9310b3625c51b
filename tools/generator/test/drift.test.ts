import { appendFile, cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findDrift, writeLock } from '../src/lock.ts'
import { findTargets, repository, targetOf } from '../src/paths.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const meshy = targetOf('meshy')
const operations = `${meshy.output}/operations.ts`
const tool = 'tools/generator'

/** What the check reads, copied, with a lock that fits. */
async function copyRepository(): Promise<string> {
  const root = await temporaryFolder()
  const parts = ['templates', 'src', 'config.yaml', 'biome.generated.json', 'generator.json']
  for (const path of [meshy.spec, meshy.output, ...parts.map((part) => `${tool}/${part}`)]) {
    await cp(join(repository, path), join(root, path), { recursive: true })
  }
  await writeLock(meshy, root)
  return root
}

describe('Every generated client', async () => {
  test.each(await findTargets())('$provider matches its spec and the generator', async (target) => {
    expect(await findDrift(target)).toEqual([])
  })
})

test('an untouched copy has no drift', async () => {
  expect(await findDrift(meshy, await copyRepository())).toEqual([])
})

test.each<[string, (root: string) => Promise<void>, string]>([
  [
    'one changed byte in a generated file',
    async (root) => {
      const text = await readFile(join(root, operations), 'utf8')
      await writeFile(join(root, operations), text.replace('POST', 'PoST'))
    },
    `${operations} was edited by hand: run \`pnpm generate meshy\``,
  ],
  [
    'an extra file',
    (root) => writeFile(join(root, meshy.output, 'extra.ts'), ''),
    `${meshy.output}/extra.ts does not belong here: run \`pnpm generate meshy\``,
  ],
  ['a missing file', (root) => rm(join(root, operations)), `${operations} is missing: run \`pnpm generate meshy\``],
  [
    'a missing lock',
    (root) => rm(join(root, meshy.output, 'generated.lock.json')),
    `${meshy.output}/generated.lock.json is missing or unreadable: run \`pnpm generate meshy\``,
  ],
  [
    'a changed spec',
    (root) => appendFile(join(root, meshy.spec), '# changed\n'),
    'specs/meshy.yaml changed since its client was generated: run `pnpm generate meshy`',
  ],
  ...[
    'templates/type.mustache',
    'config.yaml',
    'biome.generated.json',
    'src/check-names.ts',
    'src/comments.ts',
    'src/prepare.ts',
    'src/prepare/literal.ts',
  ].map((file): [string, (root: string) => Promise<void>, string] => [
    `a change of ${file}`,
    (root) => appendFile(join(root, tool, file), '\n'),
    `tools/generator changed since ${meshy.output} was generated: run \`pnpm generate meshy\``,
  ]),
  [
    'another pinned jar',
    (root) => writeFile(join(root, tool, 'generator.json'), '{"version":"7.25.0","sha256":"0"}'),
    `tools/generator changed since ${meshy.output} was generated: run \`pnpm generate meshy\``,
  ],
])('%s is one finding that names the file and the command', async (_, change, finding) => {
  const root = await copyRepository()
  await change(root)

  expect(await findDrift(meshy, root)).toEqual([finding])
})
