import { createElasticPathAuth } from '@auth/elasticpath'
import { createEmulator } from '@auth/emulator/fetch'
import { createGenlogsAuth } from '@auth/genlogs'
import { createGooruAuth } from '@auth/gooru'
import { createMeshyAuth } from '@auth/meshy'
import { describe, expect, test } from 'vitest'

type Emulated = ReturnType<typeof createEmulator>
/** What somebody may change after a client was made. */
interface Shared {
  readonly headers: Record<string, string>
  readonly timing: { totalTimeoutMs: number }
  readonly retry: { maxAttempts: number }
  readonly fetch: typeof fetch
}

/** Makes a client, and brings the calls that send something with options of their own. */
const subjects: ReadonlyArray<readonly [string, (emulator: Emulated, shared: Shared) => () => Promise<unknown>]> = [
  [
    'meshy',
    ({ urls, credentials: { meshy } }, shared) => {
      const { accountName, publicKey, username, password } = meshy
      const auth = createMeshyAuth({
        ...{ ...urls.meshy, ...shared, accountName, publicKey },
        credentials: { username, password },
      })
      return () => auth.getToken().then(() => auth.signOut())
    },
  ],
  [
    'elasticpath',
    ({ urls, credentials: { elasticpath } }, shared) => {
      const { clientId, passwordProfileId, username, password } = elasticpath
      const auth = createElasticPathAuth({
        ...{ ...urls.elasticpath, ...shared, clientId, passwordProfileId },
        credentials: { username, password },
      })
      return () => auth.getToken()
    },
  ],
  [
    'gooru',
    ({ urls, credentials: { gooru } }, shared) => {
      const { clientId, clientKey, username, password } = gooru
      const { authBaseUrl } = urls.gooru
      const auth = createGooruAuth({
        ...{ ...shared, authBaseUrl, clientId, clientKey },
        credentials: { username, password },
      })
      return () => auth.checkSession()
    },
  ],
  [
    'genlogs',
    ({ urls, credentials: { genlogs } }, shared) => {
      const { apiKey, email, password } = genlogs
      const auth = createGenlogsAuth({ ...urls.genlogs, ...shared, apiKey, credentials: { email, password } })
      return () => auth.getToken()
    },
  ],
]

describe('Options that were checked', () => {
  test.for(subjects)('stay as they were for every request of %s, also where it is made late', async ([, create]) => {
    const emulator = createEmulator()
    const sent: Headers[] = []
    const shared: Shared = {
      headers: { 'x-tenant': 'one' },
      timing: { totalTimeoutMs: 30_000 },
      retry: { maxAttempts: 3 },
      fetch: (input, init) => {
        sent.push(new Headers(init?.headers))
        return emulator.fetch(input, init)
      },
    }
    const call = create(emulator, Object.freeze(shared))
    shared.headers['x-tenant'] = 'two'
    shared.timing.totalTimeoutMs = -1
    shared.retry.maxAttempts = -1
    await call()
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.map((headers) => headers.get('x-tenant'))).toEqual(sent.map(() => 'one'))
  })
})
