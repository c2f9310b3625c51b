import { type Auth, AuthError, type AuthErrorCode, allowInsecureRequests } from '@auth/core'
import { createFailures } from '@auth/core/adapter'
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

// What a request carried is out of an answer's text already.
const fail = /* @__PURE__ */ createFailures('gooru', 'call', [])

function read(answer: GetTokenResult): GooruSession | AuthError {
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
