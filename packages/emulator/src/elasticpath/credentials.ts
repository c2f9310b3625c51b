import type { ElasticPathMember, ElasticPathOidcCode, ElasticPathOneTimeCode } from './options.ts'

const oneAccount = {
  username: 'ada@example.com',
  password: 'pa$$word',
  memberId: '1c45e4ec-26e0-4043-86e4-c15b9cf985a2',
  accounts: [{ id: '9e227208-b592-49c0-8c8f-043b66c634b0', name: 'acc-name-1' }],
} as const

const threeAccounts = {
  username: 'grace@example.com',
  password: 'three-accounts',
  memberId: '97acbe78-921f-4a25-84db-09dc276754ba',
  accounts: [
    { id: '87acbe78-921f-4a25-84db-09dc276754ba', name: 'acc-name-2' },
    { id: '3d0f2a54-7b1e-4c86-9a2d-e5b8c7f61402', name: 'acc-name-3' },
    // The same name as another account's: names are for display only.
    { id: 'b2c9d7e1-04f3-4a6b-8c5d-7e1f9a30b864', name: 'acc-name-3' },
  ],
} as const

const noAccount = {
  username: 'newcomer@example.com',
  password: 'no-account',
  memberId: '5e8a1c3f-2b7d-4e90-a6c4-d1f3b5978e20',
  accounts: [],
} as const

/** What signs in to the emulated store by default. */
export const elasticPathCredentials: {
  readonly clientId: string
  readonly clientSecret: string
  readonly passwordProfileId: string
  /** Sign-in data of the member of exactly one account. */
  readonly username: string
  readonly password: string
  readonly oneAccount: typeof oneAccount
  readonly threeAccounts: typeof threeAccounts
  readonly noAccount: typeof noAccount
  readonly members: readonly ElasticPathMember[]
  /** Belongs to the member of one account. */
  readonly oneTimeCode: ElasticPathOneTimeCode
  /** Belongs to the member of one account. */
  readonly oidcCode: ElasticPathOidcCode
} = {
  clientId: 'fake-client-id',
  clientSecret: 'fake-client-secret',
  passwordProfileId: 'c5687352-d102-46fd-b85e-256f10574019',
  username: oneAccount.username,
  password: oneAccount.password,
  oneAccount,
  threeAccounts,
  noAccount,
  members: [oneAccount, threeAccounts, noAccount],
  oneTimeCode: { username: oneAccount.username, code: 'abc123' },
  oidcCode: {
    code: 'fake-code',
    redirectUri: 'https://shop.example.com/callback',
    codeVerifier: 'fake-verifier-of-at-least-forty-three-characters',
    username: oneAccount.username,
  },
}
