import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Modules } from './clients/declarations.ts'
import { listAt, readAt } from './git.ts'

/** One side of a provider: as it was at a revision, or as it is in the working tree. */
export interface Side {
  readonly spec: string | undefined
  readonly client: Modules
  /** The version of the package, where there is one. */
  readonly version: string | undefined
}

export interface Provider {
  readonly provider: string
  readonly name: string
  readonly base: Side
  readonly now: Side
  /** Whether the client was generated from another spec than the one that is there. */
  readonly stale: boolean
}

type Read = (path: string) => Promise<string | undefined>

const modules = ['index.ts', 'operations.ts', 'schemas.ts']

/** Every provider that has a spec, at the revision or now. */
export async function readProviders(root: string, revision: string): Promise<Provider[]> {
  const files = await readdir(join(root, 'specs')).catch(() => [])
  const specs = [...files, ...(await listAt(root, revision, 'specs/'))].filter((file) => file.endsWith('.yaml'))
  const providers = [...new Set(specs.map((file) => basename(file, '.yaml')))].sort()
  const then: Read = (path) => readAt(root, revision, path)
  const today: Read = (path) => readFile(join(root, path), 'utf8').catch(() => undefined)
  return Promise.all(
    providers.map(async (provider) => {
      const [base, now] = await Promise.all([readSide(then, provider), readSide(today, provider)])
      const lock = JSON.parse((await today(`packages/${provider}/src/generated/generated.lock.json`)) ?? '{}')
      const stale = now.spec !== undefined && lock.spec !== createHash('sha256').update(now.spec).digest('hex')
      return { provider, name: now.name ?? base.name ?? `@auth/${provider}`, base, now, stale }
    }),
  )
}

async function readSide(read: Read, provider: string): Promise<Side & { readonly name: string | undefined }> {
  const folder = `packages/${provider}`
  const manifest = JSON.parse((await read(`${folder}/package.json`)) ?? '{}')
  const client: Record<string, string> = {}
  for (const file of modules) {
    const text = await read(`${folder}/src/generated/${file}`)
    if (text !== undefined) client[file] = text
  }
  return { spec: await read(`specs/${provider}.yaml`), client, version: manifest.version, name: manifest.name }
}
