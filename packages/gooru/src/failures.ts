import type { AuthError, AuthErrorCode } from '@auth/core'
import type { AdapterContext } from '@auth/core/adapter'
import type { CreateTokenResult, DeleteTokenResult, RenewTokenResult } from './generated/operations.ts'

type Refusal = Extract<CreateTokenResult, { status: 400 | 401 | 403 | 404 | 500 }>
type RenewalRefusal = Extract<RenewTokenResult, { status: 400 | 401 | 403 | 404 | 'undocumented' }>
type SignOutRefusal = Extract<DeleteTokenResult, { status: 400 | 403 }>

interface Reason {
  readonly code: AuthErrorCode
  readonly message: string
}

// The same status has several causes, and other ones in other years; the words tell most of them apart.
const reasons: ReadonlyArray<Reason & { readonly words: RegExp }> = [
  // Codes of RFC 6749, which a gateway in front may send, mean the same with every status.
  {
    words: /\b(unauthorized_client|unsupported_grant_type|invalid_scope)\b/,
    code: 'invalid_request',
    message: 'this client may not sign in this way',
  },
  {
    words: /\binvalid_grant\b/,
    code: 'invalid_credentials',
    message: 'the username or password is wrong',
  },
  {
    words: /client id or secret|client (id|key) should not be|\binvalid_client\b/i,
    code: 'invalid_client',
    message: '`clientId` or `clientKey` is wrong',
  },
  {
    words: /tenant or partner/i,
    code: 'invalid_client',
    message: '`clientId` or `clientKey` is wrong, or this client may not sign in this way',
  },
  {
    words: /grant type does not have permission/i,
    code: 'invalid_client',
    message: 'this client may not sign in this way: it lacks the grant',
  },
  {
    words: /invalid grant type/i,
    code: 'invalid_request',
    message:
      'the grant type and the `Authorization` header did not match. Check that nothing, such as a proxy or the option `headers`, removes, adds or rewrites that header',
  },
  {
    words: /nonce token/i,
    code: 'invalid_request',
    message: 'an `Authorization` header arrived that this client did not send. Check proxies and the option `headers`',
  },
  {
    words: /long_lived_access/,
    code: 'invalid_request',
    message: 'this service has no refresh tokens. Leave out `longLivedAccess`',
  },
  {
    words: /app_id/,
    code: 'invalid_request',
    message: 'the service requires an app id, or does not accept this one: it must be a UUID. Check `appId`',
  },
  {
    words: /should be pass in authorization header|invalid credential provided/i,
    code: 'invalid_request',
    message: 'the `Authorization` header arrived without username and password. Check what a proxy does to it',
  },
  {
    words: /deactivated/i,
    code: 'access_denied',
    message: "the user is deactivated, or, on servers of 2016, the host is not on the list of the client's hosts",
  },
  {
    words: /login via this mode/i,
    code: 'access_denied',
    message: 'this user has no password here and signs in through another service only',
  },
  {
    words: /user not found|invalid password|email address and password/i,
    code: 'invalid_credentials',
    message: 'the username or password is wrong',
  },
]

/** The error for a refused sign-in. */
export function signInFailure(context: AdapterContext, answer: Refusal, anonymous: boolean): AuthError {
  const details = describeRefusal(context, answer)
  const { code, message } =
    (answer.status !== 500 && reasons.find(({ words }) => words.test(details.providerText))) ||
    byStatus(answer.status, anonymous)
  return context.fail(code, {
    ...details,
    message: `sign-in ${answer.status === 500 ? 'failed' : 'was refused'}: ${message}`,
  })
}

function byStatus(status: Refusal['status'], anonymous: boolean): Reason {
  switch (status) {
    case 400:
      return {
        code: 'invalid_request',
        message:
          'the request or a field of it was not accepted. Check `clientId`, which must be a UUID, `clientKey`, and `authBaseUrl`',
      }
    case 401:
      return anonymous
        ? { code: 'invalid_client', message: '`clientId`, `clientKey`, or `host` or `authBaseUrl` is wrong' }
        : {
            code: 'invalid_credentials',
            message:
              'no recognised reason was given. The username or password is wrong, or `clientId`, `clientKey`, or `host` or `authBaseUrl`',
          }
    case 403:
      return {
        code: 'access_denied',
        message:
          'no recognised reason was given. The client may lack the grant or be unknown, its host may not be on the list, or the user may not sign in',
      }
    case 404:
      return {
        code: 'invalid_request',
        message: 'there is no sign-in at this address, or no such user. Check `host` or `authBaseUrl`',
      }
    case 500:
      return {
        code: 'server_error',
        message: `the service failed (500). Some servers also respond like this, every time, to ${anonymous ? '' : 'a colon in the password, an empty password or '}a \`clientId\` that is not a UUID`,
      }
  }
}

/** The error for a refused renewal. An unknown, expired and revoked refresh token look the same. */
export function renewalFailure(context: AdapterContext, answer: RenewalRefusal): AuthError {
  const details = describeRefusal(context, answer)
  const { providerText } = details
  const { status, code } = answer
  if (/client (id|key)|\binvalid_client\b/i.test(providerText)) {
    return context.fail('invalid_client', { ...details, message: 'renewal was refused: the client is not accepted' })
  }
  // A service that gives a reason will not take this refresh token again; an answer without one may be a proxy's.
  const isFinal = code >= 400 && code < 500 && code !== 408 && code !== 425
  if (isFinal && (status === 401 || speaks(answer, providerText))) {
    return context.fail('reauth_required', {
      ...details,
      message:
        'renewal was refused: the refresh token is expired or revoked, a sign-in on another device has replaced it, or the user or the tenant is gone. Sign in again',
    })
  }
  if (status === 403) {
    return context.fail('access_denied', {
      ...details,
      message:
        'renewal was refused without a reason: the tenant of the session may no longer exist, or no longer be active',
    })
  }
  if (status === 400) {
    return context.fail('invalid_request', {
      ...details,
      message:
        'renewal was refused: the request was not understood. Check that nothing in transit removes or rewrites the `Authorization` header',
    })
  }
  if (status === 404) {
    return context.fail('invalid_request', {
      ...details,
      message:
        'renewal was refused without a reason: there may be no sign-in at this address. Check `host` or `authBaseUrl`',
    })
  }
  return context.fail.ofStatus(answer)
}

/** Whether an answer is the service's own: its JSON, or one of its texts. */
function speaks({ data }: RenewalRefusal, words: string): boolean {
  return data === undefined ? /"(message|errors?)"|token|credential|user|tenant|payload/i.test(words) : words !== ''
}

export function signOutFailure(context: AdapterContext, answer: SignOutRefusal): AuthError {
  return context.fail(answer.status === 400 ? 'invalid_request' : 'access_denied', {
    ...describeRefusal(context, answer),
    message: 'the session is forgotten, but was not revoked: the service refused',
  })
}

/** Reads the three shapes of errors, by the server's year: a list, a message, or texts under the names of fields. */
export function describeRefusal<Answer extends Refusal | RenewalRefusal | SignOutRefusal>(
  { textOf }: AdapterContext,
  answer: Answer,
): { answer: Answer; providerCode: string | undefined; providerText: string } {
  const { message, errors, ...fields } = answer.data ?? {}
  const first = errors?.[0]
  const refused = Object.entries(fields).filter(([, text]) => typeof text === 'string')
  const words = message ?? first?.message ?? refused.map(([name, text]) => `${name}: ${text}`).join('; ')
  return { answer, providerCode: first?.code ?? undefined, providerText: answer.data ? words : textOf(answer) }
}
