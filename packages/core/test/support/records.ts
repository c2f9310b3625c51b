import { isAuthError, type TokenStore } from '../../src/index.ts'
import { storeKey } from './store-key.ts'
import { ada, createTwins, type TestOverrides, type TestSetup } from './test-adapter.ts'

const { signal } = new AbortController()

export const lifeMs = 3_600_000
/** In the soft window of a token that lives for the usual time. */
export const softMs = 3_450_000

export function readText(store: TokenStore): Promise<string | undefined> {
  return store.read(storeKey(), { signal })
}

export async function writeText(store: TokenStore, text: string | undefined): Promise<void> {
  await store.update(storeKey(), async () => text, { signal })
}

/** What is stored, as JSON. */
export async function readRecord(store: TokenStore): Promise<Record<string, unknown>> {
  return JSON.parse((await readText(store)) ?? 'null')
}

/**
 * Two clients of one person's session, each with the token in memory. Neither has credentials to start another one,
 * and the provider is not told of a sign-out: what ends the session is the store alone.
 */
export async function createPair(overrides: TestOverrides = {}): Promise<{
  readonly first: TestSetup
  readonly second: TestSetup
  readonly store: TokenStore
}> {
  const twins = createTwins({
    credentials: undefined,
    ...overrides,
    adapter: { signOut: async () => {}, ...overrides.adapter },
  })
  await twins.first.auth.signIn(ada)
  await twins.second.auth.getToken()
  return twins
}

export function grantsOf({ endpoint }: TestSetup): string[] {
  return endpoint.requests.map(({ grant }) => grant)
}

/** How often a refresh token was sent. */
export function timesSent({ endpoint }: TestSetup, refreshToken: string): number {
  return endpoint.requests.filter((request) => request.grant === 'refresh' && request.refreshToken === refreshToken)
    .length
}

/** The code of the error that a call fails with; `none` when it does not fail. For calls that are not waited for yet. */
export function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'none',
    (error: unknown) => (isAuthError(error) ? error.code : error),
  )
}
