import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differingFiles } from '../src/compare.ts'
import { provideJar } from '../src/jar.ts'
import { toolDirectory } from '../src/paths.ts'
import { regenerate } from '../src/regenerate.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const golden = join(toolDirectory, 'test/golden')

// Needs Java, which building and testing do not. After a wanted change: `pnpm --dir tools/generator golden`.
test.runIf(process.env['GENERATE_FULL'] === '1')(
  'the generator writes the golden output, byte for byte',
  { timeout: 60_000 },
  async () => {
    const fresh = await temporaryFolder()
    await regenerate(await provideJar(() => {}), join(golden, 'awkward.yaml'), fresh)

    expect(await differingFiles(fresh, join(golden, 'expected'))).toEqual([])
  },
)

test('a folder is compared by names and by bytes, both ways', async () => {
  expect(await differingFiles(join(golden, 'expected'), golden)).toEqual([
    'awkward.yaml',
    'expected/index.ts',
    'expected/operations.ts',
    'expected/schemas.ts',
    'index.ts',
    'operations.ts',
    'schemas.ts',
    'tsconfig.json',
    'types.ts',
  ])
  expect(await differingFiles(golden, golden)).toEqual([])
})
