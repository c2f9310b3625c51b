import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findDrift } from '../../generator/src/lock.ts'
import { targetOf } from '../../generator/src/paths.ts'
import { createProvider } from '../src/create-provider.ts'
import {
  copyRepository,
  generateLedger,
  golden,
  ledgerSpec,
  readTree,
  repository,
  temporaryFolder,
} from './support/repository-copy.ts'

const ledger = { name: 'ledger', spec: ledgerSpec, only: ['create_access_token'] }
// It follows the other packages' manifests.
const manifestPath = 'packages/ledger/package.json'
const lock = 'packages/ledger/src/generated/generated.lock.json'

/** After a wanted change: `UPDATE_GOLDEN=1 pnpm exec vitest run tools/new-provider/test/create-provider.test.ts`. */
async function keepGolden(root: string): Promise<void> {
  await rm(golden, { recursive: true })
  for (const path of ['specs/ledger.yaml', 'packages/ledger', '.changeset']) {
    await cp(join(root, path), join(golden, path), { recursive: true, filter: (file) => !file.endsWith('.lock.json') })
  }
}

test('a package is written whole, as the golden one, whose own tests run here too', async () => {
  const root = await copyRepository()
  const before = await readTree(root)
  const { changes } = await createProvider(ledger, { root, generate: generateLedger })
  const after = await readTree(root)

  expect(await findDrift(targetOf('ledger'), root)).toEqual([])
  expect(changes).toContain('renamed the operation `create_access_token` to `createAccessToken`')
  const manifest = JSON.parse(after['tools/conformance/package.json'] ?? '{}')
  expect(manifest.devDependencies['@auth/ledger']).toBe('workspace:^')
  expect(Object.keys(manifest.devDependencies)).toEqual(Object.keys(manifest.devDependencies).sort())
  if (process.env['UPDATE_GOLDEN']) await keepGolden(root)
  const known = [...Object.keys(before), lock, manifestPath]
  // As all packages have them: a test of the repository looks at that.
  expect(Object.values(after).join('\n')).not.toMatch(/\btest\.for\b/)
  const written = Object.fromEntries(Object.entries(after).filter(([path]) => !known.includes(path)))
  const { [manifestPath]: _, ...wanted } = await readTree(golden)
  expect(written).toEqual(wanted)
})

test('a document that says nothing about its licence will do, as most are', async () => {
  const root = await copyRepository()
  const spec = join(await temporaryFolder(), 'ledger.yaml')
  await writeFile(spec, (await readFile(ledgerSpec, 'utf8')).replace(/ {2}license:\n.*\n.*\n/, ''))
  const { files } = await createProvider({ ...ledger, spec }, { root, generate: generateLedger })
  expect(files).toContain('packages/ledger')
})

test('a document that keeps our rules is copied as it is, with its comments', async () => {
  const root = await copyRepository()
  const spec = join(repository, 'specs/meshy.yaml')
  const generate = (_: string, output: string) =>
    cp(join(repository, 'packages/meshy/src/generated'), output, { recursive: true })
  const { changes } = await createProvider({ name: 'other', title: 'The Other', spec }, { root, generate })
  expect(changes).toEqual([])
  expect(await readFile(join(root, 'specs/other.yaml'), 'utf8')).toBe(await readFile(spec, 'utf8'))
  expect(await readFile(join(root, 'packages/other/src/index.ts'), 'utf8')).toContain('createTheOtherAuth')
})
