import type { Auth } from '@auth/core'
import { createElasticPathAuth } from '@auth/elasticpath'
import type { RunningEmulator } from '@auth/emulator'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'

/** What is done with one provider, and where. */
export interface Scenario {
  readonly title: string
  readonly auth: Auth<unknown, never>
  /** A path of the API that needs the token. */
  readonly resource: string
  /** A second client whose password is wrong. */
  readonly wrongPassword: Auth<unknown, never>
}

/** Values by name: from the environment when live, else the emulator's. */
export type Values = Readonly<Record<string, string>>

export interface Provider {
  readonly title: string
  /** Environment variables that are needed to run against the real host, save what a base URL says. */
  readonly variables: readonly string[]
  /** The one among them that says where the provider is, and that a base URL takes the place of. */
  readonly place?: string
  /** Environment variables that may be set too, beside base URLs. */
  readonly optional: readonly string[]
  emulated(emulator: RunningEmulator): Values
  scenario(values: Values): Scenario
}

const wrong = 'not-the-password'

export const providers: Readonly<Record<string, Provider>> = {
  meshy: {
    title: 'MeshyDB',
    variables: ['MESHY_ACCOUNT_NAME', 'MESHY_PUBLIC_KEY', 'MESHY_USERNAME', 'MESHY_PASSWORD'],
    optional: ['MESHY_TENANT'],
    emulated: ({ urls, credentials: { meshy } }) => ({
      MESHY_AUTH_BASE_URL: urls.meshy.authBaseUrl,
      MESHY_API_BASE_URL: urls.meshy.apiBaseUrl,
      MESHY_ACCOUNT_NAME: meshy.accountName,
      MESHY_PUBLIC_KEY: meshy.publicKey,
      MESHY_USERNAME: meshy.username,
      MESHY_PASSWORD: meshy.password,
    }),
    scenario(values) {
      const create = (password: string) =>
        createMeshyAuth({
          ...baseUrls('MESHY', values),
          accountName: value(values, 'MESHY_ACCOUNT_NAME'),
          publicKey: value(values, 'MESHY_PUBLIC_KEY'),
          tenant: values['MESHY_TENANT'],
          credentials: { username: value(values, 'MESHY_USERNAME'), password },
        })
      const auth = create(value(values, 'MESHY_PASSWORD'))
      return { title: this.title, auth, resource: '/users/me', wrongPassword: create(wrong) }
    },
  },
  elasticpath: {
    title: 'Elastic Path',
    variables: [
      'ELASTICPATH_CLIENT_ID',
      'ELASTICPATH_PASSWORD_PROFILE_ID',
      'ELASTICPATH_USERNAME',
      'ELASTICPATH_PASSWORD',
    ],
    optional: ['ELASTICPATH_CLIENT_SECRET', 'ELASTICPATH_REGION', 'ELASTICPATH_ACCOUNT_ID'],
    emulated: ({ urls, credentials: { elasticpath } }) => ({
      ELASTICPATH_AUTH_BASE_URL: urls.elasticpath.authBaseUrl,
      ELASTICPATH_API_BASE_URL: urls.elasticpath.apiBaseUrl,
      ELASTICPATH_CLIENT_ID: elasticpath.clientId,
      ELASTICPATH_PASSWORD_PROFILE_ID: elasticpath.passwordProfileId,
      ELASTICPATH_USERNAME: elasticpath.username,
      ELASTICPATH_PASSWORD: elasticpath.password,
    }),
    scenario(values) {
      const region = values['ELASTICPATH_REGION']
      const accountId = values['ELASTICPATH_ACCOUNT_ID']
      const create = (password: string) =>
        createElasticPathAuth({
          ...baseUrls('ELASTICPATH', values),
          clientId: value(values, 'ELASTICPATH_CLIENT_ID'),
          clientSecret: values['ELASTICPATH_CLIENT_SECRET'],
          // The client checks it, and names the regions there are.
          region: region as 'useast' | undefined,
          passwordProfileId: value(values, 'ELASTICPATH_PASSWORD_PROFILE_ID'),
          account: accountId === undefined ? undefined : { id: accountId },
          credentials: { username: value(values, 'ELASTICPATH_USERNAME'), password },
        })
      const auth = create(value(values, 'ELASTICPATH_PASSWORD'))
      return { title: this.title, auth, resource: '/v2/accounts', wrongPassword: create(wrong) }
    },
  },
  gooru: {
    title: 'Gooru',
    place: 'GOORU_HOST',
    variables: ['GOORU_HOST', 'GOORU_CLIENT_ID', 'GOORU_CLIENT_KEY', 'GOORU_USERNAME', 'GOORU_PASSWORD'],
    optional: [],
    emulated: ({ urls, credentials: { gooru } }) => ({
      GOORU_AUTH_BASE_URL: urls.gooru.authBaseUrl,
      GOORU_API_BASE_URL: urls.gooru.apiBaseUrl,
      GOORU_CLIENT_ID: gooru.clientId,
      GOORU_CLIENT_KEY: gooru.clientKey,
      GOORU_USERNAME: gooru.username,
      GOORU_PASSWORD: gooru.password,
    }),
    scenario(values) {
      const create = (password: string) =>
        createGooruAuth({
          ...{ host: values['GOORU_HOST'], ...baseUrls('GOORU', values) },
          clientId: value(values, 'GOORU_CLIENT_ID'),
          clientKey: value(values, 'GOORU_CLIENT_KEY'),
          credentials: { username: value(values, 'GOORU_USERNAME'), password },
        })
      const auth = create(value(values, 'GOORU_PASSWORD'))
      return { title: this.title, auth, resource: '/nucleus-auth/v1/token', wrongPassword: create(wrong) }
    },
  },
  genlogs: {
    title: 'GenLogs',
    variables: ['GENLOGS_API_KEY', 'GENLOGS_EMAIL', 'GENLOGS_PASSWORD'],
    optional: ['GENLOGS_CREDENTIALS_IN', 'GENLOGS_RESOURCE'],
    emulated: ({ urls, credentials: { genlogs } }) => ({
      GENLOGS_AUTH_BASE_URL: urls.genlogs.authBaseUrl,
      GENLOGS_API_BASE_URL: urls.genlogs.apiBaseUrl,
      GENLOGS_API_KEY: genlogs.apiKey,
      GENLOGS_EMAIL: genlogs.email,
      GENLOGS_PASSWORD: genlogs.password,
    }),
    scenario(values) {
      const create = (password: string) =>
        createGenlogsAuth({
          ...baseUrls('GENLOGS', values),
          apiKey: value(values, 'GENLOGS_API_KEY'),
          // The client checks it, and names the choices there are.
          credentialsIn: values['GENLOGS_CREDENTIALS_IN'] as 'query' | undefined,
          credentials: { email: value(values, 'GENLOGS_EMAIL'), password },
        })
      const auth = create(value(values, 'GENLOGS_PASSWORD'))
      const resource = values['GENLOGS_RESOURCE'] ?? '/me'
      return { title: this.title, auth, resource, wrongPassword: create(wrong) }
    },
  },
}

/** The names of a provider's base URLs, as everywhere in this project. */
export function baseUrlNames(prefix: string): readonly [auth: string, api: string] {
  return [`${prefix}_AUTH_BASE_URL`, `${prefix}_API_BASE_URL`]
}

function baseUrls(prefix: string, values: Values) {
  const [auth, api] = baseUrlNames(prefix)
  return { authBaseUrl: values[auth], apiBaseUrl: values[api] }
}

function value(values: Values, name: string): string {
  const text = values[name]
  if (text === undefined) throw new Error(`${name} is not set`)
  return text
}
