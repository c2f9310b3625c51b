import { type Provider, providers, type Values } from './scenario.ts'

/** A provider to run, and what with: values of the environment, or the emulator's. */
export interface Choice {
  readonly name: string
  readonly provider: Provider
  /** `undefined`: on the emulator. */
  readonly live: Values | undefined
}

/**
 * Decides what to run. A provider runs against its real host when its variables are set.
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
    .map(([name, provider]) => ({ name, provider, live: liveValues(provider, environment) }))
}

function liveValues(provider: Provider, environment: Readonly<Record<string, string | undefined>>): Values | undefined {
  const isSet = (name: string): boolean => (environment[name] ?? '') !== ''
  const missing = provider.variables.filter((name) => !isSet(name))
  if (missing.length === provider.variables.length) return undefined
  if (missing.length > 0) {
    throw new Error(
      `${provider.title}: to run against the real host, set ${missing.join(', ')} too; to run on the emulator, unset ${provider.variables.filter(isSet).join(', ')}.`,
    )
  }
  const names = [...provider.variables, ...provider.optional].filter(isSet)
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? '']))
}
