import type { AuthError } from '@auth/core'
import type { AdapterContext, FailureDetails } from '@auth/core/adapter'
import { apiKeyName, type ErrorReport, readErrorBody, readErrorText } from './error-body.ts'
import type { CreateTokenResult, RefreshTokenResult } from './generated/operations.ts'
import type { GenlogsAuthOptions, GenlogsCredentials } from './options.ts'

type Refusal = Exclude<CreateTokenResult | RefreshTokenResult, { status: 200 }>
type Answer<Status> = Extract<Refusal, { status: Status }>

// With a code of RFC 6749, which a gateway in front may send: it means the same with every status.
const credentialsName = /e-?mail|password|credential|user ?name|\binvalid_grant\b/i

/** The error for a 401: the email or password, and on some servers the API key. */
export function credentialsFailure(
  context: AdapterContext,
  answer: Answer<401>,
  { email, password }: GenlogsCredentials,
): AuthError {
  const { report, details } = describe(context, answer)
  const said = `${report.code} ${report.words}`
  const namesKey = apiKeyName.test(said)
  const namesCredentials = credentialsName.test(said)
  if (namesKey && !namesCredentials) {
    return context.fail('invalid_client', { ...details, message: 'sign-in was refused: `apiKey` is wrong' })
  }
  const cause =
    namesCredentials && !namesKey ? 'the email or password is wrong' : 'the email, the password or `apiKey` is wrong'
  const encoded = /%[0-9a-f]{2}/i
  const hint =
    encoded.test(email) || encoded.test(password)
      ? '. The email or password looks percent-encoded: pass the raw values, they are encoded on the way'
      : ''
  return context.fail('invalid_credentials', { ...details, message: `sign-in was refused: ${cause}${hint}` })
}

/** The error for a 403, which sign-in does not document: gateways send it for the API key, the API for permissions. */
export function forbiddenFailure(context: AdapterContext, answer: Answer<403>): AuthError {
  const { report, details } = describe(context, answer)
  const said = `${report.code} ${report.words}`
  if (apiKeyName.test(said)) {
    return context.fail('invalid_client', {
      ...details,
      message: 'sign-in was refused: `apiKey` is wrong, or may not be used here',
    })
  }
  if (/\binvalid_grant\b/.test(said)) {
    return context.fail('invalid_credentials', {
      ...details,
      message: 'sign-in was refused: the email or password is wrong',
    })
  }
  if (/permission|role|privilege|user|account|company|customer|inactive|disabled|suspended|locked/i.test(said)) {
    return context.fail('access_denied', { ...details, message: 'sign-in was refused: this user may not sign in' })
  }
  return context.fail('invalid_client', {
    ...details,
    message:
      'sign-in was refused without a recognised reason. Check `apiKey` first; else the user may not sign in, or a gateway blocks this address',
  })
}

/** The error for a 422. It names the place of each invalid value, which shows how the server expects them. */
export function unprocessableFailure(
  context: AdapterContext,
  answer: Answer<422>,
  { credentialsIn, emailField }: Required<Pick<GenlogsAuthOptions, 'credentialsIn' | 'emailField'>>,
): AuthError {
  const { report, details } = describe(context, answer)
  const { places } = report
  if (places.some(([place, name]) => place === 'header' && apiKeyName.test(name ?? ''))) {
    return context.fail('invalid_client', { ...details, message: 'sign-in was refused: `apiKey` is not accepted' })
  }
  if (credentialsIn === 'query' && places.some(([place]) => place === 'body')) {
    return context.fail('invalid_request', {
      ...details,
      message: "the server expects the credentials in the JSON body: set credentialsIn: 'body'",
    })
  }
  const otherField = emailField === 'email' ? 'username' : 'email'
  if (credentialsIn === 'body' && places.some(([place, name]) => place === 'body' && name === otherField)) {
    return context.fail('invalid_request', {
      ...details,
      message: `the server expects the email under another name in the JSON body: set emailField: '${otherField}'`,
    })
  }
  if (credentialsIn === 'body' && places.some(([place]) => place === 'query')) {
    return context.fail('invalid_request', {
      ...details,
      message: "the server expects the credentials in the query: set credentialsIn: 'query', or leave it out",
    })
  }
  return context.fail('invalid_request', {
    ...details,
    message:
      'sign-in was refused: the server does not accept the form of the request. Check that the email is a valid address, and `credentialsIn`',
  })
}

/**
 * The error for a refused renewal. It ends the session where GenLogs itself refuses the refresh token: a wrong API key
 * can be corrected, and an answer that says nothing may be a proxy's. A 401 needs no words.
 */
export function renewalFailure(context: AdapterContext, answer: Answer<401 | 403 | 422 | 'undocumented'>): AuthError {
  const { report, details } = describe(context, answer)
  if (apiKeyName.test(`${report.code} ${report.words}`)) {
    return context.fail('invalid_client', { ...details, message: 'renewal was refused: `apiKey` is wrong' })
  }
  if (answer.status !== 401 && !report.isOwn) return silentFailure(context, answer, details)
  return context.fail('reauth_required', {
    ...details,
    message: `renewal was refused (${answer.code}): the refresh token is expired, revoked or not usable at all. Sign in again`,
  })
}

function silentFailure(
  context: AdapterContext,
  answer: Answer<403 | 422 | 'undocumented'>,
  details: Omit<FailureDetails, 'message'>,
): AuthError {
  switch (answer.status) {
    case 403:
      return context.fail('access_denied', {
        ...details,
        message: 'renewal was refused without a reason. Check `apiKey`; else a gateway may block this address',
      })
    case 422:
      return context.fail('invalid_request', {
        ...details,
        message:
          'renewal was refused without a reason: the form of the request was not accepted. Check `refreshTokenIn`',
      })
    case 'undocumented':
      return context.fail.ofStatus(answer)
  }
}

export function serverFailure(context: AdapterContext, answer: Answer<500>): AuthError {
  const { report } = describe(context, answer)
  return context.fail.ofStatus({ ...answer, text: report.words }, report.code)
}

function describe(
  { textOf }: AdapterContext,
  answer: Refusal,
): { report: ErrorReport; details: Omit<FailureDetails, 'message'> } {
  // A body that is not an object, such as a text alone, does not match its schema: it is a text.
  const report = answer.data === undefined ? readErrorText(textOf(answer)) : readErrorBody(answer.data)
  return { report, details: { answer, providerCode: report.code, providerText: report.words } }
}
