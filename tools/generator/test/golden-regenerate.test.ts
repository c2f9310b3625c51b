import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differingFiles } from '../src/compare.ts'
import { provideJar } from '../src/jar.ts'
import { toolDirectory } from '../src/paths.ts'
import { regenerate } from '../src/regenerate.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const golden = join(toolDirectory, 'test/golden')

// Needs Java, which building and testing do not: it runs with `pnpm generate:golden`. After a wanted change: `pnpm --dir tools/generator golden`.
test('the generator writes the golden output, byte for byte', async () => {
  const fresh = await temporaryFolder()
  await regenerate(await provideJar(() => {}), join(golden, 'awkward.yaml'), fresh)

  expect(await differingFiles(fresh, join(golden, 'expected'))).toEqual([])
})
