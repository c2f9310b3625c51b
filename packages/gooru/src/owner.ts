import type { AuthError, AuthErrorCode } from '@auth/core'
import type { AdapterContext } from '@auth/core/adapter'
import type { CreateTokenResult, RenewTokenResult } from './generated/operations.ts'
import { type GooruCredentials, isAnonymous } from './options.ts'
import { anonymousUserId } from './session.ts'

type Success = Extract<CreateTokenResult | RenewTokenResult, { status: 200 }>

/** The error for a token that belongs to somebody other than who signed in; `undefined` if it is right. */
export async function ownerFailure(
  { fail, explain }: AdapterContext,
  answer: Success,
  credentials: GooruCredentials,
): Promise<AuthError | undefined> {
  const isVisitor = answer.data.user_id === anonymousUserId
  // The body holds a token: none of it is quoted.
  const failure = (code: AuthErrorCode, message: string): Promise<AuthError> =>
    explain(answer, () => fail(code, { answer, providerText: '', message }))
  if (isAnonymous(credentials)) {
    if (isVisitor) return undefined
    return failure(
      'invalid_response',
      'the service answered an anonymous sign-in with the session of a person, which is not used',
    )
  }
  if (isVisitor) {
    return failure(
      'invalid_credentials',
      'the username and password were ignored: the service answered with an anonymous session. Check that nothing in transit removes or rewrites the `Authorization` header',
    )
  }
  // Servers of 2017 and 2018 mixed up people who signed in at once. No username has an @.
  const { email } = answer.data
  if (email && credentials.username.includes('@') && !isSameText(email, credentials.username)) {
    return failure(
      'invalid_response',
      'the service answered with the session of another person, which is not used. Tell its operator',
    )
  }
  return undefined
}

function isSameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The error for a renewal that returned somebody else's session; `undefined` if it is right. */
export async function strangerFailure(
  { fail, explain }: AdapterContext,
  answer: Success,
  userId: string,
): Promise<AuthError | undefined> {
  if (answer.data.user_id === userId) return undefined
  const message = 'the service answered a renewal with the session of another user, which is not used'
  return explain(answer, () => fail('invalid_response', { answer, providerText: '', message }))
}
