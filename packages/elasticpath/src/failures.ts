import type { AuthError, AuthErrorCode } from '@auth/core'
import type { AdapterContext } from '@auth/core/adapter'
import { blamedToken, describeErrors, isErrorBody, wordsOf } from './errors.ts'
import type { CreateAccountMemberTokensResult } from './generated/operations.ts'

type Refusal = Exclude<CreateAccountMemberTokensResult, { status: 201 }>
type Explained = Exclude<Refusal['status'], 429 | 500 | 'undocumented'>

/**
 * The error for a refused sign-in.
 *
 * @param suspects - What may be wrong with the credentials that were sent.
 */
export function signInFailure(context: AdapterContext, answer: Refusal, suspects: string): AuthError {
  const details = describeErrors(answer)
  const { status } = answer
  if (status === 429 || status === 500 || status === 'undocumented') {
    return context.fail.ofStatus(details.answer, details.providerCode)
  }
  const [code, reason] = explain(status, wordsOf(context, answer), suspects)
  return context.fail(code, { ...details, message: `sign-in was refused: ${reason}` })
}

function explain(status: Explained, words: string, suspects: string): readonly [AuthErrorCode, string] {
  const blamed = blamedToken(words)
  const isAboutCredentials = status === 400 || status === 401 || status === 422
  if (blamed === 'client' && (isAboutCredentials || status === 403)) {
    return [
      'invalid_client',
      'the client token is wrong, expired or of another region. The credentials were not looked at',
    ]
  }
  // The service's validator names a field and a rule, such as the length of a password.
  const isAboutForm = /validation failed|\bfield '/i.test(words)
  const namesCredentials =
    blamed === 'account' || /authentication failed|password|credential|\binvalid_grant\b/i.test(words)
  if (isAboutCredentials && namesCredentials && !isAboutForm) return ['invalid_credentials', suspects]
  switch (status) {
    case 400:
      return ['invalid_request', `a field is wrong, or ${suspects}`]
    case 401:
      return ['invalid_client', `the client token is not accepted, or ${suspects}`]
    case 403:
      return ['access_denied', 'the store does not permit it, for example `self_signup`']
    case 404:
      return ['invalid_request', 'something does not exist, such as `passwordProfileId` in this region']
    case 409:
      return ['invalid_request', 'the user exists already']
    case 422:
      return ['invalid_request', 'the token is of another store, or the user exists already']
  }
}

/** The error for a refused renewal. A server that gives a reason will not take this account token again. */
export function renewalFailure(context: AdapterContext, answer: Refusal, suspects: string): AuthError {
  const words = wordsOf(context, answer)
  // An answer without a reason may be a proxy's: the session goes on.
  const speaks = answer.status === 401 || isErrorBody(answer.data, words)
  if (!isFinal(answer.code) || !speaks || blamedToken(words) === 'client') {
    return signInFailure(context, answer, suspects)
  }
  return context.fail('reauth_required', {
    ...describeErrors(answer),
    message: `renewal was refused: ${suspects} any more. Sign in again`,
  })
}

/** Whether the same request will be refused again. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408 && status !== 425 && status !== 429
}
