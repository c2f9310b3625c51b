import { readdir, readFile } from 'node:fs/promises'
import { builtinModules, SourceMap } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundlers } from '../bundlers/index.ts'
import { applicationFolder } from './bundle.ts'
import type { Project } from './project.ts'
import { type ProviderName, providers } from './providers.ts'

/** What a provider's package weighs in a page, in bytes, minified and gzipped. */
export interface Weight {
  readonly provider: ProviderName
  readonly bundler: string
  /** What is loaded with the page. */
  readonly first: number
  /** With what is loaded later. */
  readonly all: number
}

/** What is in the code of one provider only. */
const marks: Readonly<Record<ProviderName, RegExp>> = {
  meshy: /meshy/i,
  elasticpath: /elastic-?path|account-management/i,
  gooru: /gooru|nucleus/i,
  genlogs: /genlogs/i,
}

/** A text of core that no bundler changes. */
const traced = 'is not an origin of this API'
const builtins = new RegExp(
  `(?:from|import|require)\\s*\\(?\\s*["'\`](?:node:[\\w/]+|${builtinModules.filter((name) => !name.startsWith('_')).join('|')})["'\`]`,
)

/** Weighs what the bundlers made of each package alone. Throws where something is in it that should not be. */
export async function inspectApplications({ folder }: Project): Promise<Weight[]> {
  const weights: Weight[] = []
  for (const { name: bundler } of bundlers) {
    for (const provider of providers) {
      const files = await readBundle(folder, applicationFolder(bundler, provider))
      const code = files.map(({ text }) => text).join('\n')
      const problems = [...findForeign(code, provider), ...files.flatMap(({ text, map }) => findUntraced(text, map))]
      if (builtins.test(code)) problems.push(`it imports ${builtins.exec(code)?.[0]}`)
      if (!code.includes(traced)) problems.push('it lacks what core says')
      if (problems.length > 0) throw new Error(`@auth/${provider} by ${bundler}: ${problems.join(', ')}`)
      weights.push({ provider, bundler, first: weigh(files.filter(({ isFirst }) => isFirst)), all: weigh(files) })
    }
  }
  return weights
}

interface BundledFile {
  readonly text: string
  readonly map: string
  /** Whether it is loaded at the start. */
  readonly isFirst: boolean
}

async function readBundle(folder: string, part: string): Promise<BundledFile[]> {
  const paths = (await readdir(join(folder, part), { recursive: true })).filter((path) => path.endsWith('.js'))
  // webpack lays what is loaded later, by any of its programs, into one folder.
  const own = await Promise.all(paths.map((path) => readOne(join(folder, part, path))))
  const main = paths.indexOf('main.js')
  const first = new Set([main])
  for (const index of first) {
    for (const [, name] of (own[index]?.text ?? '').matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) {
      if (name) first.add(paths.indexOf(name))
    }
  }
  const later = /webpack/.test(part) ? await readLater(folder, own[main]?.text ?? '') : []
  return [...own.map((file, index) => ({ ...file, isFirst: first.has(index) })), ...later]
}

/** The chunks that a program of webpack may load. */
async function readLater(folder: string, program: string): Promise<BundledFile[]> {
  const names = await readdir(join(folder, 'webpack')).catch(() => [])
  const used = names.filter(
    (name) => name.endsWith('.js') && new RegExp(`\\be\\("?${name.slice(0, -3)}"?\\)`).test(program),
  )
  return Promise.all(used.map(async (name) => ({ ...(await readOne(join(folder, 'webpack', name))), isFirst: false })))
}

async function readOne(path: string): Promise<{ text: string; map: string }> {
  const text = await readFile(path, 'utf8')
  // A file that only passes on what another exports has no map.
  return { text, map: text.includes('//# sourceMappingURL=') ? await readFile(`${path}.map`, 'utf8') : '' }
}

function weigh(files: readonly BundledFile[]): number {
  return files.reduce((sum, { text }) => sum + gzipSync(text, { level: 9 }).byteLength, 0)
}

function findForeign(code: string, provider: ProviderName): string[] {
  const present = providers.filter((name) => marks[name].test(code))
  if (!present.includes(provider)) return ['it lacks what its own provider is known by']
  return present.filter((name) => name !== provider).map((name) => `it has code of ${name}`)
}

/** Whether the source map leads from a text of core to where it was written. */
function findUntraced(code: string, map: string): string[] {
  const at = code.indexOf(traced)
  if (at < 0) return []
  const before = code.slice(0, at).split('\n')
  const payload = JSON.parse(map)
  const entry = new SourceMap(payload).findEntry(before.length - 1, before.at(-1)?.length ?? 0)
  const source = 'originalSource' in entry ? entry.originalSource : ''
  const text: string = payload.sourcesContent?.[payload.sources.indexOf(source)] ?? ''
  const isOurs = /core\/src\/.*\.ts$/.test(source) && text.includes(traced)
  return isOurs ? [] : [`its source map leads to ${source || 'nothing'}`]
}
