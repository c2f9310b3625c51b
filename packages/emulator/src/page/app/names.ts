import type { ProviderName } from '../../contract.ts'

export const providerNames: readonly ProviderName[] = ['meshy', 'elasticpath', 'gooru', 'genlogs']

export const titles: Readonly<Record<ProviderName, string>> = {
  meshy: 'MeshyDB',
  elasticpath: 'Elastic Path',
  gooru: 'Gooru',
  genlogs: 'GenLogs',
}
