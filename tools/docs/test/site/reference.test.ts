import { execFile } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type Entrances, findEntries } from '../../../release/src/bundle/entries.ts'
import { root } from '../../src/pages/outline.ts'
import { read } from '../support/documents.ts'

const { entryPoints, packageOptions } = JSON.parse(read('tools/docs/typedoc.json'))
const packages = globSync(
  entryPoints.map((pattern: string) => join('tools/docs', pattern, 'package.json')),
  { cwd: root },
).map((manifest) => dirname(manifest))

/** What TypeDoc compiles of a package. It passes over entry points that are not among it. */
async function filesOf(folder: string): Promise<string[]> {
  const own = join(folder, 'typedoc.json')
  const { tsconfig } = existsSync(join(root, own)) ? JSON.parse(read(own)) : packageOptions
  const tsc = join(root, 'node_modules/.bin/tsc')
  const { stdout } = await promisify(execFile)(tsc, ['-p', tsconfig, '--listFilesOnly'], { cwd: join(root, folder) })
  return stdout.split('\n').map((file) => resolve(file))
}

test('there are packages to show', () => {
  expect(packages.length).toBeGreaterThanOrEqual(8)
})

test.each(packages)('%s: every entry point that users import is shown in the reference', async (folder) => {
  const { exports }: Entrances = JSON.parse(read(`${folder}/package.json`))
  const sources = Object.values(findEntries(exports ? { exports } : {}))
  const files = await filesOf(folder)
  expect(sources.length).toBeGreaterThan(0)
  expect(sources.filter((source) => !files.includes(join(root, folder, source)))).toEqual([])
})
