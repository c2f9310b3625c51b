import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { differingFiles } from '../../generator/src/compare.ts'
import { provideJar } from '../../generator/src/jar.ts'
import { regenerate } from '../../generator/src/regenerate.ts'
import { createProvider } from '../src/create-provider.ts'
import { copyRepository, golden, linkModules, temporaryFolder, typeCheck } from './support/repository-copy.ts'

// Needs Java, which building and testing do not: it runs with `pnpm generate:golden`.
test('the generated part of the golden package is what the generator writes, byte for byte', async () => {
  const fresh = await temporaryFolder()
  await regenerate(await provideJar(() => {}), join(golden, 'specs/ledger.yaml'), fresh)

  expect(await differingFiles(fresh, join(golden, 'packages/ledger/src/generated'))).toEqual([])
})

test('a document of another shape becomes a package that compiles, with what it does not tell left to fill in', async () => {
  const root = await copyRepository()
  const spec = fileURLToPath(new URL('fixture/odd.json', import.meta.url))
  const generate = async (from: string, to: string) => regenerate(await provideJar(() => {}), from, to)
  await createProvider({ name: 'odd', spec }, { root, generate })

  const adapter = await readFile(join(root, 'packages/odd/src/adapter.ts'), 'utf8')
  expect(adapter).toContain("roles: fillIn('what a sign-in")
  expect(adapter).toContain('device: { os }')
  await linkModules(join(root, 'packages/odd'))
  expect(await typeCheck(join(root, 'packages/odd'))).toBe('')
})
