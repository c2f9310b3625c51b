import type { Packed } from '../pack.ts'
import { findExample } from './examples.ts'

/** What is tried as its users would. */
export interface Trial {
  /** For people who read the report. */
  readonly title: string
  /** What is installed, each with a version where it must not be the newest. */
  readonly packages: ReadonlyArray<{ readonly name: string; readonly version?: string }>
  readonly examples: readonly string[]
  /** Examples that are type-checked and not run. */
  readonly sketches: readonly string[]
}

/** Providers have an entry with their bare operations, and need core. */
export function listProviders(packed: readonly Packed[]): string[] {
  return packed
    .filter(({ manifest }) => '@auth/core' in (manifest.dependencies ?? {}) && './api' in manifest.exports)
    .map(({ name }) => name)
}

/** A provider alone, with its example of the README. */
export function trialOf(provider: string, examples: readonly string[]): Trial {
  const example = findExample(examples, provider)
  if (!example) throw new Error(`${provider}: the README has no example that prints something`)
  return { title: `${provider} alone`, packages: [{ name: provider }], examples: [example], sketches: [] }
}

/** All providers and core in one project, with all examples. */
export function trialOfAll(providers: readonly string[], examples: readonly string[]): Trial {
  return {
    title: 'all in one project',
    packages: ['@auth/core', ...providers].map((name) => ({ name })),
    examples: providers.flatMap((provider) => trialOf(provider, examples).examples),
    sketches: examples.filter((example) => !example.includes('console.log')),
  }
}

/**
 * Providers of an earlier release beside the newest core: they are tied to it by its entry for adapters, which keeps its
 * promises for a whole major version.
 */
export function trialOfEarlier(trial: Trial, earlier: readonly Packed[]): Trial {
  const packages = trial.packages.map(({ name }) => {
    const version = earlier.find((item) => item.name === name)?.manifest.version
    return name === '@auth/core' || version === undefined ? { name } : { name, version }
  })
  return { ...trial, title: 'first providers, next core', packages }
}

/** What must be installed, and nothing else but what core needs. */
export function expectedVersions({ packages }: Trial, newest: readonly Packed[]): Map<string, string> {
  const versionOf = (name: string): string => newest.find((item) => item.name === name)?.manifest.version ?? 'a release'
  return new Map([
    ['@auth/core', versionOf('@auth/core')],
    ...packages.map(({ name, version }) => [name, version ?? versionOf(name)] as const),
  ])
}

/** Everything that can be imported from the packages. */
export function listEntries({ packages }: Trial, newest: readonly Packed[]): string[] {
  return packages.flatMap(({ name }) =>
    Object.keys(newest.find((item) => item.name === name)?.manifest.exports ?? {})
      .filter((entry) => !entry.endsWith('.json'))
      .map((entry) => `${name}${entry.slice(1)}`),
  )
}
