import { gzipSync } from 'node:zlib'
import { labelOf } from '../peers/versions.ts'
import { plotBars } from '../plot/bars.ts'
import type { Bench, Findings } from '../section.ts'
import { formatTable } from '../table.ts'
import { formatBytes } from './compare.ts'
import { bundleForPage, fileName, findFirst } from './page-bundle.ts'
import { describeFirstLoad } from './size-parts.ts'

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
  const parts: string[] = []
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
    parts.push(await describeFirstLoad(folder, '@auth/meshy', suffix))
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
    report: `Everything that a package exports, in a bundle of ES modules for a browser by esbuild, split, minified and gzipped module by module: what is loaded with the page, and all that can ever be loaded.\n\n${[formatTable(headings, rows), ...parts].join('\n\n')}`,
    pictures: [plotBars({ name: 'sizes', title: 'Loaded with the page, without ky', unit: 'kB, gzipped', bars })],
    problems: [],
  }
}

async function bundle(folder: string, names: readonly string[], external: string[]): Promise<Size> {
  const { outputFiles, metafile } = await bundleForPage(folder, names, { external })
  const sizes = new Map(
    outputFiles.map(({ path, contents }) => [fileName(path), gzipSync(contents, { level: 9 }).byteLength]),
  )
  const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + (sizes.get(file) ?? 0), 0)
  return { first: sum(findFirst(metafile)), all: sum(sizes.keys()) }
}
