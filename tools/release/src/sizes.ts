import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Packed } from './pack.ts'

/**
 * Budgets in bytes of all that a package's main entry exports, minified and gzipped for a browser. Lower them when a
 * package shrinks; raise one only for something that users asked for, and say so in its changeset.
 */
export const budgets: Readonly<Record<string, { readonly withoutKy: number; readonly withKy: number }>> = {
  '@auth/meshy': { withoutKy: 30_400, withKy: 38_800 },
  '@auth/elasticpath': { withoutKy: 33_200, withKy: 41_600 },
  '@auth/gooru': { withoutKy: 31_750, withKy: 40_100 },
  '@auth/genlogs': { withoutKy: 29_800, withKy: 38_150 },
}

export interface Size {
  readonly name: string
  readonly withoutKy: number
  readonly withKy: number
}

/** Sizes of the packages that have a budget, bundled from what `directory`/node_modules holds. */
export async function measureSizes(directory: string): Promise<Size[]> {
  return Promise.all(
    Object.keys(budgets).map(async (name) => ({
      name,
      withoutKy: await bundledBytes(directory, [name], ['ky']),
      withKy: await bundledBytes(directory, [name], []),
    })),
  )
}

/** Bytes that a second provider adds: little, for core is in the bundle already. */
export async function bundledBytes(directory: string, names: readonly string[], external: string[]): Promise<number> {
  const source = names.map((name, index) => `export * as p${index} from '${name}'`).join('\n')
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: directory },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external,
  })
  return gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).byteLength
}

/** Providers, which need core, without a budget. */
export function findMissingBudgets(packed: ReadonlyArray<Pick<Packed, 'name' | 'manifest'>>): string[] {
  return packed
    .filter(({ name, manifest }) => manifest.dependencies?.['@auth/core'] !== undefined && !budgets[name])
    .map(({ name }) => `${name}: no size budget. Add one in tools/release/src/sizes.ts`)
}

export function findSizeProblems(sizes: readonly Size[]): string[] {
  return sizes.flatMap(({ name, withoutKy, withKy }) => {
    const budget = budgets[name]
    if (!budget) return []
    return [
      ...(withoutKy > budget.withoutKy ? [`${name}: ${withoutKy} bytes without ky, budget ${budget.withoutKy}`] : []),
      ...(withKy > budget.withKy ? [`${name}: ${withKy} bytes with ky, budget ${budget.withKy}`] : []),
    ]
  })
}
