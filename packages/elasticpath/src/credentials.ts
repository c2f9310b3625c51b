import { checkOptions, findProblem, type OptionRules } from '@auth/core/adapter'
import type { ElasticPathAccount } from './session.ts'

/** Which account to act for: its id, its name, or a function that picks one and returns its id. */
export type AccountChoice =
  | { readonly id: string }
  | { readonly name: string }
  | ((accounts: readonly ElasticPathAccount[]) => string | undefined | Promise<string | undefined>)

/** How a member signs in. Codes work once, and are never sent twice. Everything is sent as it is given. */
export type ElasticPathCredentials =
  /** With a username and password. */
  (
    | { readonly mechanism?: 'password' | undefined; readonly username: string; readonly password: string }
    /** With a one-time password that was sent to the member. */
    | { readonly mechanism: 'passwordless'; readonly username: string; readonly oneTimePasswordToken: string }
    /** With the authorization code of an OpenID Connect flow. */
    | {
        readonly mechanism: 'oidc'
        readonly authorizationCode: string
        readonly redirectUri: string
        readonly codeVerifier: string
      }
    /** As a new member of the password profile. */
    | {
        readonly mechanism: 'self_signup'
        readonly username: string
        readonly password: string
        readonly name: string
        readonly email: string
        /** Known to newer servers only, as are the other two parts of the name. An empty part is not sent. */
        readonly givenName?: string | undefined
        readonly middleName?: string | undefined
        readonly familyName?: string | undefined
      }
    /** A token of this member that is still valid, for example from another service. */
    | { readonly mechanism: 'account_management_authentication_token'; readonly token: string }
  ) & {
    /** Which account to act for, in place of the `account` option. */
    readonly account?: AccountChoice | undefined
  }

// A value that no header can hold would fail later, in a platform error that quotes it.
export const isHeaderText = (value: unknown): value is string =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
export const headerText = 'a token: printable ASCII, without spaces or line breaks'

export const accountChoice = (value: unknown): string | undefined => {
  if (typeof value === 'function') return undefined
  const choice: object = typeof value === 'object' && value !== null ? value : {}
  const text: unknown = 'id' in choice ? choice.id : 'name' in choice && choice.name
  return typeof text === 'string' && text !== '' ? undefined : '{ id }, { name } or a function that returns an id'
}

const mechanisms = {
  password: { username: 'text', password: 'text' },
  passwordless: { username: 'text', oneTimePasswordToken: 'text' },
  oidc: { authorizationCode: 'text', redirectUri: 'text', codeVerifier: 'text' },
  self_signup: {
    username: 'text',
    password: 'text',
    name: 'text',
    email: 'text',
    // A field of a form that was left empty.
    'givenName?': 'string',
    'middleName?': 'string',
    'familyName?': 'string',
  },
  account_management_authentication_token: { token: (value) => (isHeaderText(value) ? undefined : headerText) },
} as const satisfies Record<string, OptionRules>

export function checkElasticPathCredentials(
  credentials: ElasticPathCredentials,
  passwordProfileId: string | undefined,
): void {
  const caller = '@auth/elasticpath: `credentials`'
  const mechanism = credentials?.mechanism ?? 'password'
  if (!Object.hasOwn(mechanisms, mechanism)) {
    throw new TypeError(`${caller}: \`mechanism\` must be one of ${Object.keys(mechanisms).join(', ')}`)
  }
  const strings = Object.fromEntries(Object.keys(mechanisms[mechanism]).map((name) => [name, 'string' as const]))
  checkOptions(caller, credentials, { ...strings, 'mechanism?': 'string', 'account?': accountChoice })
  if (passwordProfileId === undefined && 'username' in credentials) {
    throw new TypeError(`@auth/elasticpath: the mechanism '${mechanism}' needs the option \`passwordProfileId\``)
  }
}

/** What is wrong with values that a person may have typed, or that came in the URL of a callback. */
export function refuseElasticPathCredentials(credentials: ElasticPathCredentials): string | undefined {
  return findProblem(credentials, mechanisms[credentials.mechanism ?? 'password'])
}

/** The parts of credentials that no error may show. */
export function secretsOf(credentials: ElasticPathCredentials): {
  readonly names: readonly string[]
  readonly others: readonly unknown[]
} {
  const { mechanism: _, account: __, ...texts } = credentials
  const names = new Set(['username', 'email', 'name', 'givenName', 'middleName', 'familyName'])
  const entries = Object.entries(texts)
  return {
    names: entries.flatMap(([name, text]) => (names.has(name) && text ? [text] : [])),
    others: entries.flatMap(([name, text]) => (names.has(name) || name === 'redirectUri' ? [] : [text])),
  }
}
