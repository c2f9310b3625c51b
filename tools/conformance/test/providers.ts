import type { Auth, AuthOptions } from '@auth/core'
import { createElasticPathAuth } from '@auth/elasticpath'
import { createEmulator, type ProviderName } from '@auth/emulator/fetch'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'

type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** What is different about a client from case to case. */
export interface Variation extends Pick<AuthOptions<never>, 'clock' | 'onEvent' | 'retry'> {
  readonly fetch?: Fetch
  readonly password?: string
  /** The client id, public key or API key. */
  readonly client?: string
  readonly authBaseUrl?: string
}

/** A provider, as far as the same things can be said about all of them. */
export interface Subject {
  readonly name: ProviderName
  /** Everything secret that goes in. */
  readonly secrets: readonly string[]
  readonly resource: string
  create(variation: Variation): Auth<unknown, never>
}

const { credentials, urls } = createEmulator()

/** Options that all providers share, from a variation. */
function shared(name: ProviderName, { clock, onEvent, retry, fetch, authBaseUrl }: Variation) {
  return { ...urls[name], ...(authBaseUrl !== undefined && { authBaseUrl }), clock, onEvent, retry, fetch }
}

export const subjects: readonly Subject[] = [
  {
    name: 'meshy',
    secrets: [credentials.meshy.username, credentials.meshy.password],
    resource: '/users/me',
    create: (variation) =>
      createMeshyAuth({
        ...shared('meshy', variation),
        accountName: credentials.meshy.accountName,
        publicKey: variation.client ?? credentials.meshy.publicKey,
        credentials: {
          username: credentials.meshy.username,
          password: variation.password ?? credentials.meshy.password,
        },
      }),
  },
  {
    name: 'elasticpath',
    secrets: [credentials.elasticpath.username, credentials.elasticpath.password],
    resource: '/v2/accounts',
    create: (variation) =>
      createElasticPathAuth({
        ...shared('elasticpath', variation),
        clientId: variation.client ?? credentials.elasticpath.clientId,
        passwordProfileId: credentials.elasticpath.passwordProfileId,
        credentials: {
          username: credentials.elasticpath.username,
          password: variation.password ?? credentials.elasticpath.password,
        },
      }),
  },
  {
    name: 'gooru',
    secrets: [credentials.gooru.username, credentials.gooru.password, credentials.gooru.clientKey],
    resource: '/nucleus/v1/profile',
    create: (variation) =>
      createGooruAuth({
        ...shared('gooru', variation),
        clientId: credentials.gooru.clientId,
        clientKey: variation.client ?? credentials.gooru.clientKey,
        credentials: {
          username: credentials.gooru.username,
          password: variation.password ?? credentials.gooru.password,
        },
      }),
  },
  {
    name: 'genlogs',
    secrets: [credentials.genlogs.email, credentials.genlogs.password, credentials.genlogs.apiKey],
    resource: '/me',
    create: (variation) =>
      createGenlogsAuth({
        ...shared('genlogs', variation),
        apiKey: variation.client ?? credentials.genlogs.apiKey,
        credentials: { email: credentials.genlogs.email, password: variation.password ?? credentials.genlogs.password },
      }),
  },
]
