import type { Undocumented } from '../api/operation.ts'
import { AuthError, type AuthErrorCode, type AuthErrorFields, type AuthErrorPhase } from './auth-error.ts'
import { createRedaction, type Redaction } from './redaction.ts'

/** An answer, as far as an error tells of it. */
export type SaidAnswer = Pick<Undocumented, 'code' | 'text' | 'exchange'>

/** What an error says beside its code. Everything that comes from the provider is made safe here. */
export interface FailureDetails {
  /** Our own words: what was wrong and what to do. */
  readonly message: string
  /** The answer that says so. Its status, request id and `Retry-After` go into the error. */
  readonly answer?: SaidAnswer | undefined
  /** The provider's own code for the failure. */
  readonly providerCode?: string | undefined
  /** The provider's own words. Without it the answer's text is used. */
  readonly providerText?: string | undefined
  /** How long to wait before the next try, in milliseconds. Without it, as the answer says. */
  readonly retryAfterMs?: number | undefined
  /** `false`: the same call would fail again, whatever the code says. */
  readonly retryable?: false | undefined
  /** How many requests were sent. Without it, as the answer says. */
  readonly attempts?: number | undefined
  /** With `account_selection_required`: what to choose from. */
  readonly choices?: AuthErrorFields['choices']
}

/** Makes the errors of one flight: the only way from a provider's words to an {@link AuthError}. */
export interface Failures {
  (code: AuthErrorCode, details: FailureDetails): AuthError
  /** The error for a status that means the same everywhere: 408, 429, 5xx, or one that the spec does not describe. */
  ofStatus(answer: SaidAnswer, providerCode?: string): AuthError
}

/**
 * Makes errors without a session, such as those of a call that needs none. In a flight, use the context's `fail`.
 *
 * @param secrets - What no text of an error may show. Texts of answers are free of what their request carried already.
 */
export async function createFailures(
  provider: string,
  phase: AuthErrorPhase,
  secrets: Iterable<string>,
): Promise<Failures> {
  const redaction = createRedaction(secrets)
  await redaction.load()
  return createRedactedFailures(provider, phase, redaction)
}

/** As {@link createFailures}, with secrets that others redact too: what was prepared for one serves all. */
export function createRedactedFailures(
  provider: string,
  phase: AuthErrorPhase,
  redaction: Pick<Redaction, 'redactor'>,
): Failures {
  const fail = (code: AuthErrorCode, details: FailureDetails): AuthError => {
    const { answer } = details
    const redact = redaction.redactor()
    const ownText = redact.text(details.providerText ?? answer?.text ?? '')
    const providerCode = redact.identifier(details.providerCode)
    const quoted = [providerCode, ownText && `"${ownText}"`].filter(Boolean).join(': ')
    return new AuthError({
      code,
      provider,
      phase,
      message: `@auth/${provider}: ${details.message}${quoted ? ` (the provider said ${quoted})` : ''}`,
      status: answer?.code,
      requestId: redact.identifier(answer?.exchange.requestId),
      retryAfterMs: details.retryAfterMs ?? answer?.exchange.retryAfterMs,
      retryable: details.retryable,
      attempts: details.attempts ?? answer?.exchange.attempts,
      providerCode,
      choices: details.choices?.map(({ id, name }) => ({ id: redact.id(id), name: redact.name(name) })),
    })
  }
  return Object.assign(fail, {
    ofStatus(answer: SaidAnswer, providerCode?: string): AuthError {
      const { code } = answer
      const details = (message: string): FailureDetails => ({ message, answer, providerCode })
      if (code === 408) return fail('timeout', details('the token endpoint timed out (408)'))
      if (code === 429) return fail('rate_limited', details('too many requests (429)'))
      if (code >= 500) return fail('server_error', details(`the token endpoint failed (${code})`))
      return fail(
        'invalid_response',
        details(`the token endpoint answered ${code}, which its documentation does not describe`),
      )
    },
  })
}

/** An error in our own words, with nothing of the provider in it. */
export function failure(
  { provider }: { readonly provider: string },
  code: AuthErrorCode,
  details: FailureDetails,
  phase: AuthErrorPhase = 'sign-in',
): AuthError {
  return createRedactedFailures(provider, phase, createRedaction([]))(code, details)
}
