import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { findDrift } from '../../generator/src/lock.ts'
import { repository, type Target } from '../../generator/src/paths.ts'
import type { Step } from './run-steps.ts'

/** What a change of a provider has to go through, in this order. */
export async function stepsOf(target: Target): Promise<Step[]> {
  const folder = join(repository, 'packages', target.provider)
  const bin = (path: string): string => join(repository, 'node_modules', path)
  return [
    {
      name: 'generate',
      command: [join(repository, 'tools/generator/src/generate.ts'), target.provider],
      // By hash: without a changed spec or template, no Java is started.
      isNeeded: async () => (await findDrift(target)).length > 0,
    },
    { name: 'types', command: [bin('typescript/bin/tsc'), '-p', await configure(folder)] },
    {
      name: 'tests',
      // In one process, which takes a third of the time; CI runs each file in one of its own.
      command: [bin('vitest/vitest.mjs'), 'run', `packages/${target.provider}`, '--reporter=dot', '--no-isolate'],
    },
  ]
}

/** Files and folders whose changes matter to a provider. */
export function watchedBy({ provider, spec }: Target): string[] {
  const own = ['src', 'test', 'README.md'].map((name) => `packages/${provider}/${name}`)
  return [spec, ...own, 'packages/core/src'].map((path) => join(repository, path))
}

/** A configuration for one package, which is checked far sooner than all of them. */
async function configure(folder: string): Promise<string> {
  const config = {
    extends: join(repository, 'tsconfig.json'),
    compilerOptions: { typeRoots: [join(repository, 'node_modules/@types')] },
    include: [join(folder, 'src'), join(folder, 'test')],
  }
  const cache = join(repository, 'node_modules/.cache/dev')
  await mkdir(cache, { recursive: true })
  const file = join(cache, `${basename(folder)}.json`)
  await writeFile(file, JSON.stringify(config))
  return file
}
