import { baseUrlNames, type Provider, providers, type Values } from './scenario.ts'

/** A provider to run, and what with: values of the environment, or the emulator's. */
export interface Choice {
  readonly name: string
  readonly provider: Provider
  /** `undefined`: on the emulator. */
  readonly live: Values | undefined
}

/**
 * Decides what to run. A provider runs against its real host, or where its base URLs say, when its variables are set.
 *
 * @throws {Error} for an unknown provider, and for variables of which some are set and others not
 */
export function chooseProviders(
  names: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Choice[] {
  const unknown = names.filter((name) => !Object.hasOwn(providers, name))
  if (unknown.length > 0) {
    throw new Error(`There is no provider ${unknown.join(', ')}. Known: ${Object.keys(providers).join(', ')}.`)
  }
  return Object.entries(providers)
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([name, provider]) => ({ name, provider, live: liveValues(name, provider, environment) }))
}

/** Where a provider runs, for people. */
export function describePlace({ name, live }: Choice): string {
  if (!live) return 'emulator'
  const [auth] = baseUrlNames(name.toUpperCase())
  const url = live[auth] ?? ''
  return URL.canParse(url) ? new URL(url).host : 'live'
}

function liveValues(
  provider: string,
  { title, variables, place, optional }: Provider,
  environment: Readonly<Record<string, string | undefined>>,
): Values | undefined {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== ''
  const baseUrls = baseUrlNames(provider.toUpperCase())
  const needed = isSet(baseUrls[0]) ? variables.filter((name) => name !== place) : variables
  const missing = needed.filter((name) => !isSet(name))
  const given = [...baseUrls, ...variables].filter(isSet)
  if (given.length === 0) return undefined
  if (missing.length > 0) {
    throw new Error(
      `${title}: to run against the real host, set ${missing.join(', ')} too; to run on the emulator, unset ${given.join(', ')}.`,
    )
  }
  const names = [...given, ...optional.filter(isSet)]
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? '']))
}
