import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, packageOf } from './support/imports.ts'
import { exists, find, read } from './support/repository.ts'

interface Manifest {
  name: string
  private?: boolean
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

const manifests = new Map<string, Manifest>(
  find('packages/*/package.json').map((path) => [dirname(path), JSON.parse(read(path))]),
)
const providers = find('packages/*/src/generated/operations.ts').map((path) => join(path, '../../..'))

/** What each package may need at run time. A provider package needs core alone. */
const runtime = new Map<string, readonly string[]>([
  ['packages/core', ['ky']],
  ['packages/cli', ['@auth/core', '@auth/elasticpath', '@auth/genlogs', '@auth/gooru', '@auth/meshy']],
  ['packages/cloudflare', []],
  ['packages/emulator', []],
  ['packages/redis', []],
  ...providers.map((provider) => [provider, ['@auth/core']] as const),
])

/** The imports of a folder's modules that no rule allows, each with the module that has it. */
function offences(folder: string, allowed: (specifier: string, module: string) => boolean): string[] {
  return find(`${folder}/**/*.ts`).flatMap((module) =>
    importsOf(module)
      .filter((specifier) => !allowed(specifier, module))
      .map((specifier) => `${module} imports ${specifier}`),
  )
}

function staysIn(folder: string, module: string, specifier: string): boolean {
  return (
    specifier.startsWith('.') &&
    join(module, '..', specifier).startsWith(`${folder}/`) &&
    specifier.endsWith('.ts') &&
    exists(join(module, '..', specifier))
  )
}

test('core and the four providers are there', () => {
  expect(manifests.has('packages/core')).toBe(true)
  for (const name of ['meshy', 'elasticpath', 'gooru', 'genlogs']) expect(providers).toContain(`packages/${name}`)
})

describe.each([...manifests])('%s', (folder, manifest) => {
  test('needs at run time exactly what it is known to need', () => {
    const known = runtime.get(folder)
    if (known) expect(Object.keys(manifest.dependencies ?? {}).sort()).toEqual([...known].sort())
  })

  test('imports only its own modules and what it declares', () => {
    const declared = new Set(Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }))
    const platform = folder === 'packages/cloudflare' ? 'cloudflare:' : 'node:'
    const found = offences(
      `${folder}/src`,
      (specifier, module) =>
        staysIn(`${folder}/src`, module, specifier) ||
        declared.has(packageOf(specifier)) ||
        specifier.startsWith(platform),
    )

    expect(found).toEqual([])
  })
})

const coreEntries = ['@auth/core', '@auth/core/adapter', '@auth/core/api']

test.each(providers)('%s imports nothing but core and its own modules, and runs on every platform', (folder) => {
  const src = `${folder}/src`
  expect(
    offences(src, (specifier, module) => coreEntries.includes(specifier) || staysIn(src, module, specifier)),
  ).toEqual([])
})

test.each(providers)('%s: generated code imports nothing but @auth/core/api and its siblings', (folder) => {
  const generated = `${folder}/src/generated`
  expect(
    offences(generated, (specifier) => specifier === '@auth/core/api' || /^\.\/[\w-]+\.ts$/.test(specifier)),
  ).toEqual([])
})

test('the entry points of core import nothing but ky and their own modules, and run on every platform', () => {
  const src = 'packages/core/src'
  const entries = ['index.ts', 'adapter.ts', 'api.ts'].map((file) => `${src}/${file}`)
  const seen = new Set<string>()
  const visit = (module: string): string[] => {
    if (seen.has(module)) return []
    seen.add(module)
    return importsOf(module).flatMap((specifier) => {
      if (specifier === 'ky') return []
      return staysIn(src, module, specifier) ? visit(join(module, '..', specifier)) : [`${module} imports ${specifier}`]
    })
  }

  expect(entries.flatMap(visit)).toEqual([])
  expect(seen.size).toBeGreaterThan(entries.length)
})

test('a workspace package is needed by its caret range, and anything else by the catalog', () => {
  const ranges = [...manifests.values()].flatMap(({ name, dependencies = {} }) =>
    Object.entries(dependencies).map(([dependency, range]) => ({ name, dependency, range })),
  )
  const names = new Set([...manifests.values()].map(({ name }) => name))

  expect(
    ranges.filter(({ dependency, range }) => range !== (names.has(dependency) ? 'workspace:^' : 'catalog:')),
  ).toEqual([])
})
