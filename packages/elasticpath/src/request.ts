import type { RetryRule } from '@auth/core/api'
import type { AccountMemberTokenRequest } from './generated/schemas.ts'
import type { ElasticPathCredentials } from './options.ts'

export const tokenHeader = 'EP-Account-Management-Authentication-Token'

const type = 'account_management_authentication_token'

/** Renews, switches accounts and reads further pages. The token goes in a header. */
export const tokenMechanism: AccountMemberTokenRequest = { type, authentication_mechanism: type }

/** The body for these credentials, and whether it may be sent again: codes work once, and a sign-up creates a user. */
export function requestOf(
  credentials: ElasticPathCredentials,
  passwordProfileId = '',
): { data: AccountMemberTokenRequest; token?: string; retry: RetryRule } {
  const password_profile_id = passwordProfileId
  switch (credentials.mechanism) {
    case undefined:
    case 'password': {
      const { username, password } = credentials
      return {
        data: { type, authentication_mechanism: 'password', password_profile_id, username, password },
        retry: 'repeatable',
      }
    }
    case 'passwordless': {
      const { username, oneTimePasswordToken: one_time_password_token } = credentials
      const data = {
        type,
        authentication_mechanism: 'passwordless',
        password_profile_id,
        username,
        one_time_password_token,
      } as const
      return { data, retry: 'never' }
    }
    case 'oidc': {
      const data = {
        type,
        authentication_mechanism: 'oidc',
        oauth_authorization_code: credentials.authorizationCode,
        oauth_redirect_uri: credentials.redirectUri,
        oauth_code_verifier: credentials.codeVerifier,
      } as const
      return { data, retry: 'never' }
    }
    case 'self_signup': {
      const { username, password, name, email } = credentials
      const data = {
        type,
        authentication_mechanism: 'self_signup',
        password_profile_id,
        username,
        password,
        name,
        email,
      } as const
      return { data, retry: 'never' }
    }
    case 'account_management_authentication_token':
      return { data: tokenMechanism, token: credentials.token, retry: 'repeatable' }
  }
}
