import type { RetryRule } from '@auth/core/api'
import type { ElasticPathCredentials } from './credentials.ts'
import type { AccountMemberTokenRequest } from './generated/schemas.ts'

export const tokenHeader = 'EP-Account-Management-Authentication-Token'

const type = 'account_management_authentication_token'

/** What a sign-in or renewal sends. */
export interface TokenRequest {
  readonly data: AccountMemberTokenRequest
  /** Goes in a header. */
  readonly token?: string
  /** Whether it may be sent again: codes work once, and a sign-up creates a user. */
  readonly retry: RetryRule
  /** Called before it is sent. */
  readonly onSend?: () => void
  /** What may be wrong with it, for messages. */
  readonly suspects: string
}

/** Renews, switches accounts and reads further pages. */
export function tokenRequest(token: string): TokenRequest {
  const data = { type, authentication_mechanism: type } as const
  return { data, token, retry: 'repeatable', suspects: 'the account token is expired or not accepted' }
}

export function requestOf(credentials: ElasticPathCredentials, passwordProfileId = ''): TokenRequest {
  const password_profile_id = passwordProfileId
  switch (credentials.mechanism) {
    case undefined:
    case 'password': {
      const { username, password } = credentials
      return {
        data: { type, authentication_mechanism: 'password', password_profile_id, username, password },
        retry: 'repeatable',
        suspects: 'the username, the password or `passwordProfileId` is wrong',
      }
    }
    case 'passwordless': {
      const { username, oneTimePasswordToken: one_time_password_token } = credentials
      return {
        data: {
          type,
          authentication_mechanism: 'passwordless',
          password_profile_id,
          username,
          one_time_password_token,
        },
        retry: 'never',
        suspects: 'the username, the code or `passwordProfileId` is wrong, or the code was used or is too old',
      }
    }
    case 'oidc':
      return {
        data: {
          type,
          authentication_mechanism: 'oidc',
          oauth_authorization_code: credentials.authorizationCode,
          oauth_redirect_uri: credentials.redirectUri,
          oauth_code_verifier: credentials.codeVerifier,
        },
        retry: 'never',
        suspects: 'the code, `redirectUri` or `codeVerifier` is wrong, or the code was used or is too old',
      }
    case 'self_signup': {
      const { username, password, name, email, givenName, middleName, familyName } = credentials
      return {
        data: {
          type,
          authentication_mechanism: 'self_signup',
          password_profile_id,
          username,
          password,
          name,
          email,
          given_name: givenName || undefined,
          middle_name: middleName || undefined,
          family_name: familyName || undefined,
        },
        retry: 'never',
        suspects: 'the username, the password or `passwordProfileId` is wrong',
      }
    }
    case 'account_management_authentication_token':
      return tokenRequest(credentials.token)
  }
}
