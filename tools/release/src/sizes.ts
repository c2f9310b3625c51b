import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import type { Packed } from './pack.ts'

/** Bytes without ky, minified and gzipped for a browser. */
export interface Weight {
  /** What loads before the first token, if nothing fails on the way. */
  readonly eager: number
  /** That, and every part that can ever load. */
  readonly total: number
  /** What it adds to the first load of an application that has another provider: core is shared. */
  readonly added: number
}

/**
 * Budgets of all that a package's main entry exports. Lower them when a package shrinks; raise one only for something
 * that users asked for, and say so in its changeset.
 */
export const budgets: Readonly<Record<string, Weight>> = {
  '@auth/meshy': { eager: 24_370, total: 37_030, added: 2490 },
  '@auth/elasticpath': { eager: 28_350, total: 40_190, added: 6490 },
  '@auth/gooru': { eager: 25_710, total: 38_570, added: 3750 },
  '@auth/genlogs': { eager: 24_540, total: 36_370, added: 2660 },
}

export interface Size extends Weight {
  readonly name: string
}

/** Sizes of the packages that have a budget, bundled from what `directory`/node_modules holds. */
export async function measureSizes(directory: string): Promise<Size[]> {
  const names = Object.keys(budgets)
  return Promise.all(
    names.map(async (name) => {
      const [other = ''] = names.filter((another) => another !== name)
      const own = await bundledBytes(directory, [name])
      const [without, both] = [await bundledBytes(directory, [other]), await bundledBytes(directory, [other, name])]
      return { name, ...own, added: both.eager - without.eager }
    }),
  )
}

/** Bundles packages for a browser, with each part that is loaded at its first use in a file of its own. */
async function bundledBytes(directory: string, names: readonly string[]): Promise<Pick<Weight, 'eager' | 'total'>> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: names.map((name, index) => `export * as p${index} from '${name}'`).join('\n'),
      resolveDir: directory,
    },
    absWorkingDir: directory,
    outdir: directory,
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['ky'],
  })
  const eager = findEager(metafile.outputs)
  let sum = { eager: 0, total: 0 }
  for (const { path, contents } of outputFiles) {
    const bytes = gzipSync(contents, { level: 9 }).byteLength
    const isEager = eager.has(path.slice(directory.length + 1))
    sum = { eager: sum.eager + (isEager ? bytes : 0), total: sum.total + bytes }
  }
  return sum
}

interface Output {
  readonly entryPoint?: string
  readonly imports: ReadonlyArray<{ readonly path: string; readonly kind: string }>
}

/** The files that the entry brings along: those that no `import()` is needed for. */
export function findEager(outputs: Readonly<Record<string, Output>>): Set<string> {
  const eager = new Set<string>()
  const visit = (path: string): void => {
    const output = outputs[path]
    if (!output || eager.has(path)) return
    eager.add(path)
    for (const { path: imported, kind } of output.imports) if (kind === 'import-statement') visit(imported)
  }
  for (const [path, { entryPoint }] of Object.entries(outputs)) if (entryPoint === '<stdin>') visit(path)
  return eager
}

/** Providers, which need core and can be imported, without a budget. */
export function findMissingBudgets(packed: ReadonlyArray<Pick<Packed, 'name' | 'manifest'>>): string[] {
  return packed
    .filter(
      ({ manifest }) => manifest.dependencies?.['@auth/core'] !== undefined && manifest.exports['.'] !== undefined,
    )
    .filter(({ name }) => !budgets[name])
    .map(({ name }) => `${name}: no size budget. Add one in tools/release/src/sizes.ts`)
}

const words: Readonly<Record<keyof Weight, string>> = {
  eager: 'bytes before the first token',
  total: 'bytes in all',
  added: 'bytes beside another provider',
}

export function findSizeProblems(sizes: readonly Size[]): string[] {
  return sizes.flatMap((size) => {
    const budget = budgets[size.name]
    if (!budget) return []
    const kinds = Object.keys(words) as Array<keyof Weight> // it has these keys alone
    return kinds
      .filter((kind) => size[kind] > budget[kind])
      .map((kind) => `${size.name}: ${size[kind]} ${words[kind]}, budget ${budget[kind]}`)
  })
}

/** A line for each package, for people. */
export function describeSizes(sizes: readonly Size[]): string[] {
  return sizes.map(({ name, ...size }) => {
    const budget = budgets[name]
    const kinds = Object.keys(words) as Array<keyof Weight> // it has these keys alone
    return `${name}: ${kinds.map((kind) => `${size[kind]} ${words[kind]} (${budget?.[kind]})`).join(', ')}`
  })
}
