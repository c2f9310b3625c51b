import type { GooruClient, GooruUser } from './options.ts'

const client = {
  clientId: 'ba956a97-ae15-11e5-a302-f8a963065976',
  clientKey: 'c2hlZWJhbkBnb29ydWxlYXJuaW5nLm9yZw==',
  grants: ['credential', 'anonymous'],
} as const

const anonymousOnlyClient = {
  clientId: '0c7d3d52-6a0f-4f5b-9f3e-41b7f0c5a8d1',
  clientKey: 'YW5vbnltb3VzLW9ubHk=',
  grants: ['anonymous'],
} as const

const user = {
  username: 'rnfu34p13',
  email: 'ada@example.org',
  password: 'fake-password',
  userId: 'aada6abc-eb11-4550-981f-3a36a53b4907',
  firstName: 'Ada',
  lastName: 'Lovelace',
  category: 'teacher',
} as const

const colonUser = {
  username: 'colon1815',
  email: 'colon@example.org',
  password: 'pass:word',
  userId: '4b0f4c0e-1f6e-4c11-9d7f-52c3a5d0e9b2',
} as const

const unicodeUser = {
  username: 'unicode1815',
  email: 'unicode@example.org',
  password: 'Gürtelstraße-密码',
  userId: 'e2f7a9d4-83b1-4f06-b5c8-6d0e17a4c395',
} as const

const inactiveUser = {
  username: 'inactive1815',
  email: 'inactive@example.org',
  password: 'fake-password',
  userId: '9d6c2f18-0a57-4be3-8e94-c1b7d5a3f620',
  active: false,
} as const

const ssoUser = {
  username: 'sso1815',
  email: 'sso@example.org',
  userId: '71e5b8c0-d94a-4c26-a3f7-0b8d2e6c9f14',
} as const

/** What signs in to the emulated service by default. */
export const gooruCredentials: {
  readonly clientId: string
  readonly clientKey: string
  readonly username: string
  readonly email: string
  readonly password: string
  /** The id of that user. */
  readonly userId: string
  /** A client that may not sign people in. */
  readonly anonymousOnlyClient: typeof anonymousOnlyClient
  /** A user with a colon in the password, which the early servers cannot read. */
  readonly colonUser: typeof colonUser
  /** A user whose password is not ASCII. */
  readonly unicodeUser: typeof unicodeUser
  readonly inactiveUser: typeof inactiveUser
  /** A user without a password, who signs in through another service. */
  readonly ssoUser: typeof ssoUser
  readonly clients: readonly GooruClient[]
  readonly users: readonly GooruUser[]
} = {
  clientId: client.clientId,
  clientKey: client.clientKey,
  username: user.username,
  email: user.email,
  password: user.password,
  userId: user.userId,
  anonymousOnlyClient,
  colonUser,
  unicodeUser,
  inactiveUser,
  ssoUser,
  clients: [client, anonymousOnlyClient],
  users: [user, colonUser, unicodeUser, inactiveUser, ssoUser],
}
