import type { AuthError, AuthErrorCode } from '@auth/core'
import { createFailures, createTransportFor, type Failures } from '@auth/core/adapter'
import { type RegisterAnonymousResult, registerAnonymous } from './generated/operations.ts'
import { apiHost, type MeshyAuthOptions } from './options.ts'
import type { MeshyRegistration } from './registration.ts'

type Refusal = Exclude<RegisterAnonymousResult, { status: 201 }>

/** Sends the registration of an anonymous user. */
export async function register(
  options: MeshyAuthOptions,
  username: string,
  signal: AbortSignal | undefined,
): Promise<MeshyRegistration> {
  // An answer's text no longer contains what the request carried.
  const fail = await createFailures('meshy', 'call', [])
  if (username === '') {
    const message = 'the anonymous user was not registered: `username` is empty. Ask for another, or give none'
    throw fail('invalid_request', { message })
  }
  const { accountName, tenant } = options
  const transport = createTransportFor('meshy', apiHost(options), options)
  // If the answer to a first request were lost, a second one would find the name taken by the first.
  const result = await registerAnonymous(
    transport,
    { accountName, tenant, body: { username } },
    { signal, retry: 'unsent', baseUrl: apiHost(options) },
  )
  if (result.status !== 201) throw failure(result, fail)
  return { credentials: { username: result.data.username, anonymous: true }, user: result.data }
}

function failure(answer: Refusal, fail: Failures): AuthError {
  const refused = (code: AuthErrorCode, reason: string): AuthError =>
    fail(code, { answer, message: `the anonymous user was not registered: ${reason}` })
  switch (answer.status) {
    case 400: {
      const words = answer.data?.message ?? answer.text
      if (/not unique|taken|exists/i.test(words)) {
        return refused('invalid_request', 'the user name is taken. Choose another, or give none')
      }
      if (/not enabled|not allowed|disabled/i.test(words)) {
        return refused('access_denied', 'the account does not allow it. Enable it in the settings of MeshyDB')
      }
      return refused(
        'invalid_request',
        'the account may not allow it, or the user name is taken. Check the account, or give no name',
      )
    }
    case 429:
      return refused(
        'rate_limited',
        'the API or database limit of the MeshyDB account is reached, a quota of the plan: review the account',
      )
    case 500:
    case 'undocumented':
      if (answer.code === 408 || answer.code >= 500) return fail.ofStatus(answer)
      return refused(
        'invalid_response',
        `the API answered ${answer.code}. Check \`accountName\`, \`tenant\` and \`apiBaseUrl\``,
      )
  }
}
