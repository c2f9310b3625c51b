import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const toolDirectory: string = fileURLToPath(new URL('..', import.meta.url))
export const repository: string = fileURLToPath(new URL('../../..', import.meta.url))

/** A spec and the folder that its client is generated into, as paths relative to a repository root. */
export interface Target {
  provider: string
  spec: string
  output: string
}

export async function findTargets(root: string = repository): Promise<Target[]> {
  const files = await readdir(join(root, 'specs'))
  return files
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => targetOf(basename(file, '.yaml')))
}

export function targetOf(provider: string): Target {
  return { provider, spec: `specs/${provider}.yaml`, output: `packages/${provider}/src/generated` }
}
