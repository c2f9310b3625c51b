import { globSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { listPackages } from '../../packages.ts'
import { readExamples } from '../../rehearse/examples.ts'

/** Code as users write it: an example of a README, a recipe, or a test that uses a package by its entry points. */
export interface Consumer {
  /** What people call it. */
  readonly name: string
  /** Its file, relative to the tree. */
  readonly file: string
  /** The packages that it uses. */
  readonly packages: readonly string[]
}

/** A package, as far as it says what can be imported. */
export interface Exporter {
  readonly name: string
  readonly folder: string
  readonly version: string
  /** What can be imported, by name: `@auth/core/api`, and the module behind it. */
  readonly modules: ReadonlyMap<string, string>
}

/** The packages of a tree, and what each of them exports. */
export function findExporters(tree: string): Exporter[] {
  return listPackages(tree).map(({ folder, manifest: { name, version, exports = {} } }) => {
    const modules = Object.entries(exports).flatMap(([path, target]) => {
      const source = typeof target === 'string' ? undefined : target['@auth/source']
      return source === undefined ? [] : [[name + path.slice(1), join(folder, source)] as const]
    })
    return { name, version, folder, modules: new Map(modules) }
  })
}

/** Finds the code of users in a tree. Examples are written to files, with what they take as given beside them. */
export async function findConsumers(tree: string): Promise<Consumer[]> {
  const entries = findExporters(tree)
  const recipes = globSync('tools/{recipes/src,docs/src/guides}/**/*.ts', { cwd: tree }).sort()
  const tests = globSync('packages/*/test/**/*.test.ts', { cwd: tree }).sort()
  return [
    ...(await writeExamples(tree)),
    ...recipes.map((file) => consumerOf(tree, file, [])),
    ...tests.filter((file) => usesEntriesOnly(tree, file, entries)).map((file) => consumerOf(tree, file, entries)),
  ]
}

function consumerOf(tree: string, file: string, entries: readonly Exporter[]): Consumer {
  const own = entries.filter(({ folder }) => file.startsWith(`${folder}/`)).map(({ name }) => name)
  return { name: file, file, packages: [...new Set([...own, ...packagesIn(readFileSync(join(tree, file), 'utf8'))])] }
}

function packagesIn(source: string): string[] {
  return [...new Set([...source.matchAll(/'(@auth\/[\w-]+)/g)].map(([, name = '']) => name))]
}

async function writeExamples(tree: string): Promise<Consumer[]> {
  const consumers: Consumer[] = []
  await mkdir(join(tree, 'examples'), { recursive: true })
  for (const readme of globSync('{README.md,packages/*/README.md}', { cwd: tree }).sort()) {
    const examples = readExamples(readFileSync(join(tree, readme), 'utf8'))
    for (const [index, source] of examples.entries()) {
      const file = `examples/${readme.replace(/\W+/g, '-')}-${index + 1}.ts`
      await writeFile(join(tree, file), `${source}\nexport {}\n`)
      consumers.push({ name: `${readme}, example ${index + 1}`, file, packages: packagesIn(source) })
    }
  }
  await writeFile(join(tree, 'examples/given.d.ts'), findGiven(tree))
  return consumers
}

/** What examples take as given, as declarations. The test that runs the examples has them. */
export function findGiven(tree: string): string {
  return globSync('tools/conformance/test/*.ts', { cwd: tree })
    .flatMap((file) => /^const given = `([^`]*)`/m.exec(readFileSync(join(tree, file), 'utf8'))?.[1] ?? [])
    .join('\n')
}

/** Whether a test, and what it imports from its own folder, uses nothing of a package but what users can import. */
function usesEntriesOnly(tree: string, file: string, entries: readonly Exporter[], seen = new Set<string>()): boolean {
  if (seen.has(file)) return true
  seen.add(file)
  const modules = new Set(entries.flatMap((entry) => [...entry.modules.values()]))
  const source = readFileSync(join(tree, file), 'utf8')
  const relative = [...source.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) =>
    join(file, '..', path),
  )
  return relative.every((path) => {
    if (modules.has(path)) return true
    return /^packages\/[\w-]+\/test\/.+\.ts$/.test(path) && usesEntriesOnly(tree, path, entries, seen)
  })
}
