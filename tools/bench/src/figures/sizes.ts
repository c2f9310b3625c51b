import { builtinModules } from 'node:module'
import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'
import { labelOf } from '../peers/versions.ts'
import { plotBars } from '../plot/bars.ts'
import type { Bench, Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import { formatBytes } from './compare.ts'

const own = ['@auth/meshy', '@auth/elasticpath', '@auth/gooru', '@auth/genlogs']
// Those that are made for browsers too.
const others = [
  'ky',
  'oauth4webapi',
  'openid-client',
  '@badgateway/oauth2-client',
  '@moltin/sdk',
  '@epcc-sdk/sdks-shopper',
]

/** A package in a bundle for a browser, minified and gzipped, in bytes. */
interface Size {
  /** What is loaded with the page. */
  readonly first: number
  /** All that can ever be loaded. */
  readonly all: number
}

/** What a bundle for a browser carries. */
export async function benchSizes(bench: Bench): Promise<Findings> {
  const installed = await bench.peers()
  const rows: string[][] = []
  const bars: { label: string; value: number }[] = []
  for (const { folder, suffix } of await bench.builds()) {
    const pages = new Map<string, number>()
    for (const name of own) {
      const { first, all } = await bundle(folder, [name], ['ky'])
      const withKy = await bundle(folder, [name], [])
      pages.set(name, all)
      rows.push([`\`${name}${suffix}\``, ...[first, all, withKy.first, withKy.all].map(formatBytes), ''])
      bars.push({ label: `${name}${suffix}`, value: first / 1000 })
    }
    for (const [index, name] of own.entries()) {
      const base = name === '@auth/meshy' ? '@auth/gooru' : '@auth/meshy'
      const { all } = await bundle(folder, [base, name], ['ky'])
      rows.at(index - own.length)?.splice(5, 1, formatBytes(all - (pages.get(base) ?? 0)))
    }
  }
  for (const name of others) {
    const { first, all } = await bundle(installed, [name], [])
    rows.push([`\`${name}\``, formatBytes(first), formatBytes(all), formatBytes(first), formatBytes(all), ''])
    bars.push({ label: labelOf(name), value: first / 1000 })
  }
  const headings = [
    '',
    'first, without ky',
    'all, without ky',
    'first, with ky',
    'all, with ky',
    'as a further provider',
  ]
  return {
    report: `Everything that a package exports, in a bundle of ES modules for a browser by esbuild, split, minified and gzipped module by module: what is loaded with the page, and all that can ever be loaded.\n\n${formatTable(headings, rows)}`,
    pictures: [plotBars({ name: 'sizes', title: 'Loaded with the page, without ky', unit: 'kB, gzipped', bars })],
    problems: [],
  }
}

async function bundle(folder: string, names: readonly string[], external: string[]): Promise<Size> {
  const contents = names.map((name, index) => `export * as p${index} from '${name}'`).join('\n')
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: 'out',
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    // Some name modules of Node, which a page would not load.
    external: [...external, 'react', '@tanstack/*', 'node:*', ...builtinModules],
    logLevel: 'silent',
  })
  const sizes = new Map(
    outputFiles.map(({ path, contents: bytes }) => [fileName(path), gzipSync(bytes, { level: 9 }).byteLength]),
  )
  const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0)
  return { first: sum(findFirst(metafile)), all: sum(sizes.keys()) }
}

/** The modules that the entry imports, and those that they import; not what is imported later, with `import()`. */
export function findFirst({ outputs }: Pick<Metafile, 'outputs'>): Set<string> {
  const found = new Set<string>()
  const visit = (path: string): void => {
    if (found.has(fileName(path))) return
    found.add(fileName(path))
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !external) visit(next)
    }
  }
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint === '<stdin>') visit(path)
  }
  return found
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
