import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

/** Budgets in bytes, minified and gzipped for a browser. They only go down: lower them when a package shrinks. */
export const budgets: Readonly<Record<string, { readonly withoutKy: number; readonly withKy: number }>> = {
  '@auth/meshy': { withoutKy: 19_200, withKy: 27_500 },
  '@auth/elasticpath': { withoutKy: 21_800, withKy: 30_100 },
  '@auth/gooru': { withoutKy: 20_500, withKy: 28_800 },
  '@auth/genlogs': { withoutKy: 19_900, withKy: 28_300 },
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
