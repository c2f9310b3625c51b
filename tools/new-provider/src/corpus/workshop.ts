import { cp, mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { provideJar } from '../../../generator/src/jar.ts'
import { repository } from '../../../generator/src/paths.ts'
import { regenerate } from '../../../generator/src/regenerate.ts'
import type { Surroundings } from '../create-provider.ts'

const parts = [
  'tools/generator/templates',
  'tools/generator/src',
  'tools/generator/config.yaml',
  'tools/generator/biome.generated.json',
  'tools/generator/generator.json',
  'tools/conformance/package.json',
  'packages/meshy/package.json',
  'tsconfig.build.json',
  'package.json',
]

/** A repository to put packages into, where they find what they import and git does not look. */
export async function createWorkshop(): Promise<Surroundings> {
  const cache = join(repository, 'tools/new-provider/.cache')
  await mkdir(cache, { recursive: true })
  const root = await mkdtemp(join(cache, 'corpus-'))
  for (const part of parts) await cp(join(repository, part), join(root, part), { recursive: true })
  const jar = await provideJar(console.error)
  return { root, generate: (spec, output) => regenerate(jar, spec, output) }
}
