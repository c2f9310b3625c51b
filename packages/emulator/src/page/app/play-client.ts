import type { ProviderName } from '../../contract.ts'
import type { ShownSetup } from '../../server/state.ts'

/** As much of a package's client as the playground uses. */
export interface PlayClient {
  signIn(credentials: Readonly<Record<string, string>>): Promise<unknown>
  signOut(): Promise<void>
  refresh(): Promise<{ readonly generation: number }>
  fetch(path: string, init?: { signal: AbortSignal }): Promise<Response>
  readonly status: string
}

export interface PlayEvent {
  readonly type: string
  readonly at: number
  readonly [detail: string]: unknown
}

interface ClientModule {
  createAuth(options: object): PlayClient
}

/** A path that needs the token, and what the provider calls the name that people sign in with. */
export const resources: Readonly<Record<ProviderName, { path: string; name: 'username' | 'email' }>> = {
  meshy: { path: '/users/me', name: 'username' },
  elasticpath: { path: '/v2/accounts', name: 'username' },
  gooru: { path: '/nucleus-auth/v1/token', name: 'username' },
  genlogs: { path: '/me', name: 'email' },
}

/** The demo user of a provider. */
export function personOf(provider: ProviderName, { credentials }: ShownSetup): { name: string; password: string } {
  const known: Readonly<Record<string, unknown>> = credentials[provider]
  return { name: String(known[resources[provider].name]), password: String(known['password']) }
}

/** A client of the provider's own package, as its users bundle it. */
export async function createClient(
  provider: ProviderName,
  { urls, credentials }: ShownSetup,
  parts: {
    fetch: typeof globalThis.fetch
    credentials(): Readonly<Record<string, string>>
    onEvent(event: PlayEvent): void
  },
): Promise<PlayClient> {
  // A name that a bundler would look for: it was built beside this file, as an entry of its own.
  const address = new URL(`${provider}.js`, import.meta.url).href
  const { createAuth }: ClientModule = await import(address)
  const { authBaseUrl, apiBaseUrl } = urls[provider]
  const { meshy, elasticpath, gooru, genlogs } = credentials
  const own = {
    meshy: { accountName: meshy.accountName, publicKey: meshy.publicKey },
    elasticpath: { clientId: elasticpath.clientId, passwordProfileId: elasticpath.passwordProfileId },
    gooru: { clientId: gooru.clientId, clientKey: gooru.clientKey },
    genlogs: { apiKey: genlogs.apiKey },
  }
  return createAuth({
    ...own[provider],
    // Under the name by which this page was opened, so that nothing leaves its origin.
    ...{ authBaseUrl: here(authBaseUrl), apiBaseUrl: here(apiBaseUrl) },
    ...parts,
  })
}

function here(url: string): string {
  return location.origin + new URL(url).pathname
}
