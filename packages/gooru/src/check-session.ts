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
  let transport: Transport | undefined
  const ask = async (token: string, signal: AbortSignal | undefined): Promise<GooruSession | AuthError> => {
    transport ??= createTransportFor('gooru', baseUrl, options, () => knownSecrets(auth))
    const answer = await checkToken(transport, presentedToken(token, options.tokenHeaders), {
      signal,
      retry: 'repeatable',
    })
    return read(answer, await createFailures('gooru', 'call', [...knownSecrets(auth), token]))
  }

  return async ({ signal } = {}) => {
    const token = await auth.getToken({ signal })
    const first = await ask(token.value, signal)
    if (!(first instanceof AuthError)) return first
    if (first.code !== 'token_rejected') throw first
    const next = await ask((await auth.refresh({ rejected: token, signal })).value, signal)
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
