import { join } from 'node:path'
import { expect, test } from 'vitest'
import { differingFiles } from '../src/compare.ts'
import { toolDirectory } from '../src/paths.ts'

const golden = join(toolDirectory, 'test/golden')

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
