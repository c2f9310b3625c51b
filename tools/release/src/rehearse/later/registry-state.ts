import type { LoopbackRegistry } from '../../registry/loopback.ts'

/** What a registry tells of a package. */
export interface RegistryState {
  readonly 'dist-tags': Readonly<Record<string, string>>
  readonly versions: Readonly<Record<string, { readonly deprecated?: string }>>
}

export async function readState({ url }: Pick<LoopbackRegistry, 'url'>, name: string): Promise<RegistryState> {
  const response = await fetch(`${url}${name.replace('/', '%2f')}`)
  return response.ok ? response.json() : { 'dist-tags': {}, versions: {} }
}

/** The stable versions that are not taken back, the newest last. */
export function stableVersions({ versions }: RegistryState): string[] {
  return Object.entries(versions)
    .filter(([version, { deprecated }]) => /^\d+\.\d+\.\d+$/.test(version) && !deprecated)
    .map(([version]) => version)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
}

/** Fails unless people who ask for `tag` get `version`. */
export async function expectTag(registry: LoopbackRegistry, name: string, tag: string, version: string): Promise<void> {
  const found = (await readState(registry, name))['dist-tags'][tag]
  if (found !== version) throw new Error(`${name}: ${tag} is ${found}, not ${version}`)
}
