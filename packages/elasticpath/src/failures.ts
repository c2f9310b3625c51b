import type { AuthError } from '@auth/core'
import type { AdapterContext } from '@auth/core/adapter'
import { blamesClientToken, describeErrors, wordsOf } from './errors.ts'
import type { CreateAccountMemberTokensResult } from './generated/operations.ts'

type Refusal = Exclude<CreateAccountMemberTokensResult, { status: 201 }>

/** The error for a refused sign-in. */
export function signInFailure(context: AdapterContext, answer: Refusal): AuthError {
  const { fail } = context
  if (answer.status === 'undocumented') return fail.ofStatus(answer)
  const details = describeErrors(answer)
  const words = wordsOf(context, answer)
  if (blamesClientToken(words)) {
    return fail('invalid_client', {
      ...details,
      message: 'sign-in was refused: the client token is missing, wrong or expired, or of another region',
    })
  }
  if (
    /authentication failed|password|credential/i.test(words) &&
    (answer.status === 400 || answer.status === 401 || answer.status === 422)
  ) {
    return fail('invalid_credentials', {
      ...details,
      message: 'sign-in was refused: the username, the password or code, or `passwordProfileId` is wrong',
    })
  }
  switch (answer.status) {
    case 400:
      return fail('invalid_request', {
        ...details,
        message: 'sign-in was refused: a field is wrong, or the username, password, code or `passwordProfileId`',
      })
    case 401:
      return fail('invalid_client', {
        ...details,
        message: 'sign-in was refused: the client token is not accepted, or the username, password or code is wrong',
      })
    case 403:
      return fail('access_denied', {
        ...details,
        message:
          'sign-in was refused: the store does not permit it. For `self_signup`, check that the store has it enabled',
      })
    case 404:
      return fail('invalid_request', {
        ...details,
        message:
          'sign-in was refused: something it refers to does not exist, such as `passwordProfileId` in this region',
      })
    case 422:
      return fail('invalid_request', {
        ...details,
        message:
          'sign-in was refused: the request cannot be processed, for example since the token belongs to another store or the user exists already',
      })
    case 429:
      return fail('rate_limited', { ...details, message: "sign-in was refused: the store's rate limit is reached" })
    case 500:
      return fail.ofStatus(answer, details.providerCode)
  }
}

/** The error for a refused renewal: only an outage or a limit leaves the session alive. */
export function renewalFailure(context: AdapterContext, answer: Refusal): AuthError {
  const lasting = answer.status !== 'undocumented' && answer.status !== 429 && answer.status !== 500
  // A refusal that says nothing may be a proxy's: the session goes on.
  const silent = answer.status !== 401 && answer.data === undefined
  if (!lasting || silent || blamesClientToken(wordsOf(context, answer))) return signInFailure(context, answer)
  return context.fail('reauth_required', {
    ...describeErrors(answer),
    message: 'renewal was refused: the account token is expired or not accepted any more. Sign in again',
  })
}
