import { createEmulator, type Emulator, type EmulatorOptions } from '@auth/emulator/fetch'
import { createElasticPathAuth, type ElasticPathAuth, type ElasticPathAuthOptions } from '../src/index.ts'

export interface Setup {
  readonly emulator: Emulator
  readonly auth: ElasticPathAuth
  readonly options: ElasticPathAuthOptions
  /** The endpoints that were called, in order. */
  readonly calls: () => string[]
}

/** A client of the emulator's default store, with the credentials of the member who has one account. */
export function setUp(overrides: Partial<ElasticPathAuthOptions> = {}, emulatorOptions: EmulatorOptions = {}): Setup {
  const emulator = createEmulator(emulatorOptions)
  const { clientId, passwordProfileId, username, password } = emulator.credentials.elasticpath
  const options: ElasticPathAuthOptions = {
    ...emulator.urls.elasticpath,
    fetch: emulator.fetch,
    passwordProfileId,
    credentials: { username, password },
    ...(overrides.clientToken === undefined && { clientId }),
    ...overrides,
  }
  const calls = (): string[] => emulator.requests.map(({ endpoint }) => endpoint ?? '?')
  return { emulator, auth: createElasticPathAuth(options), options, calls }
}

/** The member with three accounts. */
export const grace = { username: 'grace@example.com', password: 'three-accounts' }
