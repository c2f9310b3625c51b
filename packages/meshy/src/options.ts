import type { Auth, AuthOptions } from '@auth/core'
import { checkOptions, findProblem, type OptionRules, sharedOptions } from '@auth/core/adapter'

/** Who signs in to MeshyDB. */
export type MeshyCredentials =
  /** A registered user. */
  | { readonly username: string; readonly password: string }
  /**
   * An anonymous user, registered before under this name, for example with `registerAnonymousUser`. Whoever knows the
   * name can sign in.
   */
  | { readonly username: string; readonly anonymous: true }

/** What MeshyDB sent along with the token. */
export interface MeshySession {
  /** How the token is presented: `Bearer`. */
  readonly tokenType?: string | undefined
  /** The granted scopes, separated by spaces. Newer servers only. */
  readonly scope?: string | undefined
}

/** Options of `createMeshyAuth`. */
export interface MeshyAuthOptions extends AuthOptions<MeshyCredentials> {
  /** The MeshyDB account. Source: MeshyDB docs, Generating Token. @example 'my-account' */
  readonly accountName: string
  /** The account's public key, sent as `client_id`. Not a secret. Source: MeshyDB docs. @example 'pk_6f1d2a' */
  readonly publicKey: string
  /**
   * Scopes, separated by spaces. Without `offline_access` there is no refresh token, and sessions of people end when
   * the access token does. Causes `invalid_request` when the account does not know a scope.
   *
   * @default 'meshy.api offline_access'
   */
  readonly scope?: string | undefined
  /** The tenant, for accounts that have several. Each tenant has its own public key. @default the default tenant */
  readonly tenant?: string | undefined
}

/** A session with MeshyDB. */
export type MeshyAuth = Auth<MeshySession, MeshyCredentials>

const rules: OptionRules = {
  accountName: 'line',
  publicKey: 'line',
  'scope?': 'line',
  'tenant?': 'line',
  ...sharedOptions,
}

// A value that fits in no path or header would fail only at the first call.
const wireRules: OptionRules = {
  accountName: (value) =>
    value === '.' || value === '..' || !String(value).isWellFormed()
      ? 'the name of an account: as a part of a path, "." and ".." lead elsewhere'
      : undefined,
  'tenant?': (value) => (/[^\x20-\xff]/.test(String(value)) ? 'Latin-1 text: it is sent as a header' : undefined),
}

export function checkMeshyOptions(options: MeshyAuthOptions): void {
  checkOptions('@auth/meshy', options, rules)
  const problem = findProblem(options, wireRules)
  if (problem !== undefined) throw new TypeError(`@auth/meshy: ${problem}`)
}

/** The base URL of the API, without the account and a slash at the end. */
export function apiHost({ apiBaseUrl = 'https://api.meshydb.com' }: MeshyAuthOptions): string {
  return apiBaseUrl.replace(/\/+$/, '')
}

export function checkMeshyCredentials(credentials: MeshyCredentials): void {
  const anonymous = typeof credentials === 'object' && credentials !== null && 'anonymous' in credentials
  checkOptions(
    '@auth/meshy: `credentials`',
    credentials,
    anonymous
      ? {
          username: 'string',
          anonymous: (value) => (value === true ? undefined : 'true, or be left out and `password` given'),
        }
      : { username: 'string', password: 'string' },
  )
}

/** What is wrong with values that a person may have typed. */
export function refuseMeshyCredentials(credentials: MeshyCredentials): string | undefined {
  return findProblem(credentials, { username: 'text', 'password?': 'text' })
}
