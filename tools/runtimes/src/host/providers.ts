import type { ProviderName } from '@auth/emulator/fetch'

export type { ProviderName }

export const providers: readonly ProviderName[] = ['meshy', 'elasticpath', 'gooru', 'genlogs']

export function isProviderName(name: unknown): name is ProviderName {
  return providers.some((provider) => provider === name)
}
