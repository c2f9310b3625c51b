import type { ProviderName } from './contract.ts'
import type { Emulator } from './emulator.ts'

/** Environment variables by name, as everywhere in this project, with where the emulated provider is. */
export function environmentOf({
  urls,
  credentials,
}: Pick<Emulator, 'urls' | 'credentials'>): Record<ProviderName, Readonly<Record<string, string>>> {
  const { meshy, elasticpath, gooru, genlogs } = credentials
  const places = (provider: ProviderName): Record<string, string> => ({
    [`${provider.toUpperCase()}_AUTH_BASE_URL`]: urls[provider].authBaseUrl,
    [`${provider.toUpperCase()}_API_BASE_URL`]: urls[provider].apiBaseUrl,
  })
  return {
    meshy: {
      ...places('meshy'),
      MESHY_ACCOUNT_NAME: meshy.accountName,
      MESHY_PUBLIC_KEY: meshy.publicKey,
      MESHY_USERNAME: meshy.username,
      MESHY_PASSWORD: meshy.password,
    },
    elasticpath: {
      ...places('elasticpath'),
      ELASTICPATH_CLIENT_ID: elasticpath.clientId,
      ELASTICPATH_CLIENT_SECRET: elasticpath.clientSecret,
      ELASTICPATH_PASSWORD_PROFILE_ID: elasticpath.passwordProfileId,
      ELASTICPATH_USERNAME: elasticpath.username,
      ELASTICPATH_PASSWORD: elasticpath.password,
    },
    gooru: {
      ...places('gooru'),
      GOORU_CLIENT_ID: gooru.clientId,
      GOORU_CLIENT_KEY: gooru.clientKey,
      GOORU_USERNAME: gooru.username,
      GOORU_PASSWORD: gooru.password,
    },
    genlogs: {
      ...places('genlogs'),
      GENLOGS_API_KEY: genlogs.apiKey,
      GENLOGS_EMAIL: genlogs.email,
      GENLOGS_PASSWORD: genlogs.password,
    },
  }
}

/** Lines that `node --env-file`, dotenv, Docker compose and shells read alike. */
export function formatEnvironment(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${/^[\w.:/@+-]*$/.test(value) ? value : quoted(value)}\n`)
    .join('')
}

/** Within single quotes, nothing is replaced. */
function quoted(value: string): string {
  return `'${value}'`
}
