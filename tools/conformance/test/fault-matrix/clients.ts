import type { Auth, AuthOptions } from '@auth/core'
import { createElasticPathAuth } from '@auth/elasticpath'
import { createEmulator, type EmulatorOptions, type ProviderName } from '@auth/emulator/fetch'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'

type Shared = Pick<AuthOptions<never>, 'authBaseUrl' | 'apiBaseUrl' | 'clock' | 'fetch' | 'random'>

/** A client, and a way to sign in by hand. */
export interface Client {
  readonly auth: Pick<Auth<unknown, never>, 'getToken' | 'fetch' | 'refresh' | 'status'>
  signIn(): Promise<unknown>
}

/** A provider whose clients run into faults. */
export interface Provider {
  readonly name: ProviderName
  /** In texts. */
  readonly title: string
  readonly server: EmulatorOptions
  /** Paths of the endpoints, below the provider's own. */
  readonly paths: { readonly signIn: RegExp; readonly renew?: RegExp; readonly client?: RegExp; readonly api: RegExp }
  readonly resource: string
  /** @param service - Whether the client knows credentials, or sessions start with `signIn`. */
  create(shared: Shared, service: boolean): Client
}

const { credentials } = createEmulator()
const { meshy, elasticpath, gooru, genlogs } = credentials

function withSignIn<Credentials>(auth: Auth<unknown, Credentials>, person: Credentials): Client {
  return { auth, signIn: () => auth.signIn(person) }
}

export const providers: readonly Provider[] = [
  {
    name: 'meshy',
    title: 'MeshyDB',
    server: {},
    paths: { signIn: /\/connect\/token$/, renew: /\/connect\/token$/, api: /\/users\/me$/ },
    resource: '/users/me',
    create(shared, service) {
      const person = { username: meshy.username, password: meshy.password }
      const { accountName, publicKey } = meshy
      return withSignIn(createMeshyAuth({ ...shared, accountName, publicKey, ...(service && given(person)) }), person)
    },
  },
  {
    name: 'elasticpath',
    title: 'Elastic Path',
    server: {},
    paths: {
      signIn: /\/account-members\/tokens$/,
      renew: /\/account-members\/tokens$/,
      client: /\/oauth\/access_token$/,
      api: /\/v2\/accounts$/,
    },
    resource: '/v2/accounts',
    create(shared, service) {
      const person = { username: elasticpath.username, password: elasticpath.password }
      const { clientId, passwordProfileId } = elasticpath
      const options = { ...shared, clientId, passwordProfileId, ...(service && given(person)) }
      return withSignIn(createElasticPathAuth(options), person)
    },
  },
  {
    name: 'gooru',
    title: 'Gooru',
    server: { gooru: { profile: 'nile-refresh' } },
    paths: {
      signIn: /\/nucleus-auth\/v1\/token$/,
      renew: /\/nucleus-auth\/v1\/signin$/,
      api: /\/profile$/,
    },
    resource: '/nucleus/v1/profile',
    create(shared, service) {
      const person = { username: gooru.username, password: gooru.password }
      const { clientId, clientKey } = gooru
      const options = { ...shared, clientId, clientKey, longLivedAccess: true, ...(service && given(person)) }
      return withSignIn(createGooruAuth(options), person)
    },
  },
  {
    name: 'genlogs',
    title: 'GenLogs',
    server: { genlogs: { refreshUsable: true } },
    paths: { signIn: /\/auth\/token$/, renew: /\/auth\/token\/refresh$/, api: /\/me$/ },
    resource: '/me',
    create(shared, service) {
      const person = { email: genlogs.email, password: genlogs.password }
      const options = { ...shared, apiKey: genlogs.apiKey, useRefreshToken: true, ...(service && given(person)) }
      return withSignIn(createGenlogsAuth(options), person)
    },
  },
]

function given<Credentials>(credentials: Credentials): { credentials: Credentials } {
  return { credentials }
}
