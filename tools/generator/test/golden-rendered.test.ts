import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differingFiles } from '../src/compare.ts'
import { toolDirectory } from '../src/paths.ts'
import { prepare } from '../src/prepare.ts'
import { writeFormatted } from '../src/regenerate.ts'
import { renderAll } from './support/render.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const golden = join(toolDirectory, 'test/golden')

// Without Java, so that it runs with all other tests. That the generator does the same is seen by `pnpm generate:golden`.
test('the templates write the golden output, byte for byte', async () => {
  const folder = join(await temporaryFolder(), 'formatted')
  const spec = await readFile(join(golden, 'awkward.yaml'), 'utf8')
  await writeFormatted(renderAll(prepare(spec, 'awkward.yaml')), folder)

  expect(await differingFiles(folder, join(golden, 'expected'))).toEqual([])
})
