import { type Auth, AuthError, type AuthErrorCode, allowInsecureRequests } from '@auth/core'
import { createTransport } from '@auth/core/api'
import { type GetTokenResult, getToken } from './generated/operations.ts'
import { type GooruAuth, type GooruAuthOptions, presentedToken } from './options.ts'
import { type GooruSession, readSession } from './session.ts'

/** Makes the method that asks the service whose token this is. */
export function createSessionCheck(
  auth: Pick<Auth<unknown>, 'getToken' | 'refresh'>,
  options: GooruAuthOptions,
  baseUrl: string,
): GooruAuth['checkSession'] {
  const { headers, fetch, clock, random, timing, retry, tokenHeaders } = options
  const transport = createTransport({
    ...{ provider: 'gooru', baseUrl, headers, fetch, clock, random, ...timing },
    ...{ maxSends: retry?.maxSends, maxRetryAfterMs: retry?.maxRetryAfterMs },
    [allowInsecureRequests]: options[allowInsecureRequests],
  })
  const ask = async (token: string, signal: AbortSignal | undefined): Promise<GooruSession | AuthError> =>
    read(await getToken(transport, presentedToken(token, tokenHeaders), { signal, retry: 'repeatable' }))

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

function read(answer: GetTokenResult): GooruSession | AuthError {
  switch (answer.status) {
    case 200:
      return readSession(answer.data)
    case 400:
      return /invalid access token/i.test(answer.data?.message ?? answer.data?.errors?.[0]?.message ?? answer.text)
        ? failure(answer, 'token_rejected')
        : failure(answer, 'invalid_request')
    case 401:
      return failure(answer, 'token_rejected')
    case 429:
      return failure(answer, 'rate_limited')
    case 500:
      return failure(answer, 'server_error')
    case 'undocumented':
      if (answer.code === 408) return failure(answer, 'timeout')
      return failure(answer, answer.code > 500 ? 'server_error' : 'invalid_response')
  }
}

function failure({ code: status, text, exchange }: GetTokenResult, code: AuthErrorCode): AuthError {
  const { attempts, retryAfterMs } = exchange
  const advice = code === 'invalid_response' ? '. Check `host` or `authBaseUrl`' : ''
  const message = `@auth/gooru: the session was not checked: the service answered ${status}${advice}${text && ` (the provider said "${text}")`}`
  return new AuthError({ code, provider: 'gooru', phase: 'call', message, status, attempts, retryAfterMs })
}
