import type { AuthError, AuthErrorCode } from '@auth/core'
import type { AdapterContext, FailureDetails } from '@auth/core/adapter'
import type { CreateTokenResult, RevokeTokenResult } from './generated/operations.ts'
import { readRefusal } from './refusal.ts'

type Refusal = Exclude<CreateTokenResult | RevokeTokenResult, { status: 200 | 429 | 500 }>
type QuotaExceeded = Extract<CreateTokenResult | RevokeTokenResult, { status: 429 }>
type Reason = readonly [AuthErrorCode, string]

const wrongCredentials: Reason = ['invalid_credentials', 'the username or password is wrong']
const inactive: Reason = ['access_denied', 'the user is no longer active']
const wrongClient: Reason = ['invalid_client', '`publicKey` is wrong, or belongs to another account or tenant']
const wrongScope: Reason = ['invalid_request', 'the account does not have the scopes asked for. Check `scope`']

/** The error for a refused sign-in. The OAuth error code decides; the words do where it leaves several causes open. */
export function signInFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { error, words, details } = describe(context, answer)
  // An API gateway, or a server without this account.
  if (answer.status === 'undocumented' && (error === undefined || !isFinal(answer.code))) {
    return context.fail.ofStatus(answer, error)
  }
  const [code, reason] = byCode(error, words) ?? byWords(words)
  return context.fail(code, { ...details, message: `sign-in was refused: ${reason}` })
}

/** What a code of RFC 6749 means, whatever the status. `undefined` for other codes. */
function byCode(error: string | undefined, words: string): Reason | undefined {
  switch (error) {
    case 'invalid_client':
      return wrongClient
    case 'unauthorized_client':
      return ['invalid_request', 'this public key may not sign in with a password. Check the account and `publicKey`']
    case 'unsupported_grant_type':
      return ['invalid_request', 'the server does not sign in with a password. Check `authBaseUrl` and the account']
    case 'invalid_scope':
      return wrongScope
    case 'invalid_grant': {
      if (isAboutInactive(words)) return inactive
      if (isAboutCredentials(words)) return wrongCredentials
      const [code, reason] = wrongCredentials
      return [code, `${reason}, or the user is no longer active or not yet verified`]
    }
    case 'invalid_request':
      // Some servers send it for a wrong password.
      return isAboutCredentials(words) && !/missing|required/i.test(words) ? wrongCredentials : notUnderstood
    default:
      return undefined
  }
}

const notUnderstood: Reason = [
  'invalid_request',
  'no recognised reason was given. MeshyDB refuses a wrong public key, scope, username or password, and users who are no longer active',
]

function byWords(words: string): Reason {
  if (/client id/i.test(words)) return wrongClient
  if (/scope/i.test(words)) return wrongScope
  if (isAboutInactive(words)) return inactive
  return isAboutCredentials(words) ? wrongCredentials : notUnderstood
}

function isAboutInactive(words: string): boolean {
  return /no longer active|not active|inactive|disabled/i.test(words)
}

function isAboutCredentials(words: string): boolean {
  return /user ?_?name|password/i.test(words)
}

/**
 * The error for a refused renewal. Whatever its code, a server that gives a reason will not take this refresh token
 * again: some answer `invalid_request` to a spent one. An answer without a reason may be a proxy's, and pass.
 */
export function renewalFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { error, words, details } = describe(context, answer)
  if (answer.status === 'undocumented' && (error === undefined || !isFinal(answer.code))) {
    return context.fail.ofStatus(answer, error)
  }
  if (error === 'invalid_client' || (error === undefined && /client id/i.test(words))) {
    return context.fail('invalid_client', { ...details, message: `renewal was refused: ${wrongClient[1]}` })
  }
  const speaks = error === undefined ? /token|no longer active|inactive/i.test(words) : !isTemporary.test(error)
  if (speaks) {
    return context.fail('reauth_required', {
      ...details,
      message:
        'renewal was refused: the refresh token is expired, revoked or was used before, or the user is no longer active. Sign in again',
    })
  }
  return context.fail('invalid_request', { ...details, message: 'renewal was refused: the request was not understood' })
}

const isTemporary = /^(temporarily_unavailable|server_error|slow_down)$/

function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425
}

export function signOutFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { error, details } = describe(context, answer)
  const [code, reason] = error === 'invalid_client' ? wrongClient : ['invalid_request', 'the request was refused']
  return context.fail(code, { ...details, message: `the session is forgotten, but was not revoked: ${reason}` })
}

export function quotaFailure({ fail }: AdapterContext, answer: QuotaExceeded): AuthError {
  return fail('rate_limited', {
    answer,
    message:
      'the API or database limit of the MeshyDB account is reached. This is a quota of the plan, not a burst: review the account',
  })
}

function describe(
  { textOf }: AdapterContext,
  answer: Refusal,
): { error: string | undefined; words: string; details: Omit<FailureDetails, 'message'> } {
  const { error, words } = readRefusal(answer.data ?? textOf(answer))
  return { error, words, details: { answer, providerCode: error, providerText: words } }
}
