import type { Auth, AuthErrorCode } from '@auth/core'
import { AuthError, createFailures, createTransportFor, type Failures, knownSecrets } from '@auth/core/adapter'
import type { Transport } from '@auth/core/api'
import { type CheckTokenResult, checkToken } from './generated/operations.ts'
import { type GooruAuth, type GooruAuthOptions, presentedToken } from './options.ts'
import { type GooruSession, readSession } from './session.ts'

/** Makes the method that asks the service whose token this is. */
export function createSessionCheck(
  auth: Pick<Auth<GooruSession>, 'getToken' | 'refresh'>,
  options: GooruAuthOptions,
  baseUrl: string,
): GooruAuth['checkSession'] {
  let made: Transport | undefined
  return async ({ signal } = {}) => {
    made ??= createTransportFor('gooru', baseUrl, options, () => knownSecrets(auth))
    const transport = made
    const ask = async (token: string): Promise<GooruSession | AuthError> => {
      const presented = presentedToken(token, options.tokenHeaders)
      const answer = await checkToken(transport, presented, { signal, retry: 'repeatable' })
      return read(answer, await createFailures('gooru', 'call', [...knownSecrets(auth), token]))
    }
    const token = await auth.getToken({ signal })
    const first = await ask(token.value)
    if (!(first instanceof AuthError)) return first
    if (first.code !== 'token_rejected') throw first
    const next = await ask((await auth.refresh({ rejected: token, signal })).value)
    if (next instanceof AuthError) throw next
    return next
  }
}

function read(answer: CheckTokenResult, fail: Failures): GooruSession | AuthError {
  const refused = (code: AuthErrorCode): AuthError =>
    fail(code, { answer, message: `the session was not checked: the service answered ${answer.code}` })
  switch (answer.status) {
    case 200:
      return readSession(answer.data)
    case 400: {
      const words = answer.data?.message ?? answer.data?.errors?.[0]?.message ?? answer.text
      return refused(/invalid access token/i.test(words) ? 'token_rejected' : 'invalid_request')
    }
    case 401:
      return refused('token_rejected')
    case 429:
    case 500:
    case 'undocumented':
      return fail.ofStatus(answer)
  }
}
