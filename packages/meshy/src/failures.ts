import type { AuthError } from '@auth/core'
import type { AdapterContext } from '@auth/core/adapter'
import type { CreateTokenResult, RevokeTokenResult } from './generated/operations.ts'
import type { OAuthError } from './generated/schemas.ts'

type Refusal = Extract<CreateTokenResult | RevokeTokenResult, { status: 400 }>
type QuotaExceeded = Extract<CreateTokenResult | RevokeTokenResult, { status: 429 }>

/** The error for a refused sign-in. MeshyDB answers 400 to all of them; its OAuth error code tells most apart. */
export function signInFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { fail } = context
  const details = describe(context, answer)
  const { providerCode, words } = details
  if (providerCode === 'invalid_client' || /client id/i.test(words)) {
    return fail('invalid_client', {
      ...details,
      message: 'sign-in was refused: `publicKey` is wrong, or belongs to another account or tenant',
    })
  }
  if (providerCode === 'unauthorized_client') {
    return fail('invalid_client', {
      ...details,
      message: 'sign-in was refused: this public key may not sign in with a password',
    })
  }
  if (providerCode === 'invalid_scope' || /scope/i.test(words)) {
    return fail('invalid_request', {
      ...details,
      message: 'sign-in was refused: the account does not have the scopes asked for. Check `scope`',
    })
  }
  if (/no longer active|not active|inactive|disabled/i.test(words)) {
    return fail('access_denied', { ...details, message: 'sign-in was refused: the user is no longer active' })
  }
  if (/user ?_?name|password/i.test(words)) {
    return fail('invalid_credentials', {
      ...details,
      message: 'sign-in was refused: the username or password is wrong',
    })
  }
  if (providerCode === 'invalid_grant') {
    return fail('invalid_credentials', {
      ...details,
      message:
        'sign-in was refused: the username or password is wrong, or the user is no longer active or not yet verified',
    })
  }
  return fail('invalid_request', {
    ...details,
    message:
      'sign-in was refused without a reason that is understood. MeshyDB refuses a wrong public key, scope, username or password, and users who are no longer active',
  })
}

/** The error for a refused renewal. An unknown, used, expired or revoked refresh token all look the same. */
export function renewalFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { fail } = context
  const details = describe(context, answer)
  const { providerCode, words } = details
  if (providerCode === 'invalid_client' || providerCode === 'unauthorized_client' || /client id/i.test(words)) {
    return fail('invalid_client', {
      ...details,
      message: 'renewal was refused: `publicKey` is wrong, or belongs to another account or tenant',
    })
  }
  // Only a refused token ends a session: what is not understood may be a proxy's, and gone the next time.
  if (providerCode === 'invalid_grant' || /token is (invalid|expired)|no longer active|inactive/i.test(words)) {
    return fail('reauth_required', {
      ...details,
      message:
        'renewal was refused: the refresh token is expired, revoked or was used before, or the user is no longer active. Sign in again',
    })
  }
  return fail('invalid_request', { ...details, message: 'renewal was refused: the request was not understood' })
}

export function signOutFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { fail } = context
  const details = describe(context, answer)
  if (details.providerCode === 'invalid_client') {
    return fail('invalid_client', {
      ...details,
      message: 'the session is forgotten, but was not revoked: `publicKey` is wrong',
    })
  }
  return fail('invalid_request', {
    ...details,
    message: 'the session is forgotten, but was not revoked: the request was refused',
  })
}

export function quotaFailure({ fail }: AdapterContext, answer: QuotaExceeded): AuthError {
  return fail('rate_limited', {
    answer,
    message:
      'the API or database limit of the MeshyDB account is reached. This is a quota of the plan, not a burst: review the account',
  })
}

function describe({ textOf }: AdapterContext, answer: Refusal) {
  const { error, error_description: description }: Partial<OAuthError> = answer.data ?? {}
  const words = description ?? (answer.data ? '' : textOf(answer))
  return { answer, providerCode: error, providerText: words, words }
}
