import { createEmulator, type Emulator, type EmulatorOptions } from '@auth/emulator/fetch'
import {
  type AccountChoice,
  createElasticPathAuth,
  type ElasticPathAuth,
  type ElasticPathAuthOptions,
  type ElasticPathCredentials,
} from '../src/index.ts'

export interface Setup {
  readonly emulator: Emulator
  readonly auth: ElasticPathAuth
  readonly options: ElasticPathAuthOptions
  /** The endpoints that were called, in order. */
  readonly calls: () => string[]
  /** The same, with what was answered. */
  readonly answers: () => string[]
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
  const answers = (): string[] => emulator.requests.map(({ endpoint, status }) => `${endpoint} ${status}`)
  return { emulator, auth: createElasticPathAuth(options), options, calls, answers }
}

/** The member with three accounts. */
export const grace = { username: 'grace@example.com', password: 'three-accounts' }

/** The member with one account. */
export const ada = { username: 'ada@example.com', password: 'pa$$word' }

/** Chooses an account where any will do. */
export const firstAccount: AccountChoice = (accounts) => accounts[0]?.id

/** The ids of the accounts of the member with three. */
export async function idsOf(auth: ElasticPathAuth): Promise<[string, string, string]> {
  const [first, second, third] = (await auth.accounts()).map(({ id }) => id)
  if (!first || !second || !third) throw new Error('the emulator has other accounts now')
  return [first, second, third]
}

/** Credentials that work once, of a member with one account. */
export const oneTimeCredentials: readonly (readonly [string, ElasticPathCredentials])[] = [
  ['passwordless', { mechanism: 'passwordless', username: ada.username, oneTimePasswordToken: 'abc123' }],
  [
    'oidc',
    {
      mechanism: 'oidc',
      authorizationCode: 'fake-code',
      redirectUri: 'https://shop.example.com/callback',
      codeVerifier: 'fake-verifier-of-at-least-forty-three-characters',
    },
  ],
  [
    'self_signup',
    {
      mechanism: 'self_signup',
      username: 'New@example.com',
      password: 'long-enough',
      name: 'New Person',
      email: 'new@example.com',
    },
  ],
]
