import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { listFiles, read } from './support/repository.ts'

interface Updates {
  readonly customManagers: readonly {
    readonly managerFilePatterns: readonly string[]
    readonly matchStrings: readonly string[]
    readonly depNameTemplate: string
  }[]
}

interface Workspace {
  readonly nodeVersion: string
  readonly catalog: Readonly<Record<string, string>>
  readonly catalogs: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const { customManagers }: Updates = JSON.parse(read('renovate.json'))
const workspace: Workspace = parse(read('pnpm-workspace.yaml'))

/** The versions that Renovate finds, and changes together, under a name: by file. */
function versionsOf(dependency: string): Map<string, string[]> {
  const managers = customManagers.filter(({ depNameTemplate }) => depNameTemplate === dependency)
  const found = managers.flatMap(({ managerFilePatterns, matchStrings }) => {
    const patterns = managerFilePatterns.map((pattern) => new RegExp(pattern.slice(1, -1)))
    const files = listFiles().filter((file) => patterns.some((pattern) => pattern.test(file)))
    return files.map((file): [string, string[]] => {
      const matches = matchStrings.flatMap((text) => [...read(file).matchAll(new RegExp(text, 'g'))])
      return [file, matches.map((match) => match.groups?.['currentValue'] ?? '')]
    })
  })
  return new Map(found.filter(([, versions]) => versions.length > 0))
}

test('the version of pnpm is the same wherever it is named, and is updated in all these places', () => {
  const { packageManager }: { packageManager: string } = JSON.parse(read('package.json'))
  const naming = listFiles().filter((file) => file !== 'package.json' && /\bpnpm@\d/.test(read(file)))
  const updated = versionsOf('pnpm')

  expect([...updated.keys()].sort()).toEqual(naming.sort())
  expect(new Set([...updated.values()].flat())).toEqual(new Set([packageManager.replace('pnpm@', '')]))
})

test('scripts run on the Node that is installed', () => {
  expect([...versionsOf('node')]).toEqual([['pnpm-workspace.yaml', [workspace.catalog['node']]]])
})

test('the generator has one version, for those who download it and for those who check it', () => {
  const updated = versionsOf('org.openapitools:openapi-generator-cli')

  expect([...updated.keys()].sort()).toEqual(['tools/generator/generator.json', 'tools/generator/openapitools.json'])
  expect(new Set([...updated.values()].flat()).size).toBe(1)
})

test('catalogs have exact versions', () => {
  const versions = [workspace.catalog, ...Object.values(workspace.catalogs)].flatMap((catalog) =>
    Object.entries(catalog),
  )

  expect(versions.filter(([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([])
})
