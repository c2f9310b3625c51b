import { buildRequest } from '../api/build-request.ts'
import { interpret } from '../api/interpret.ts'
import type { CallOptions, Exchange, Operation, Transport } from '../api/operation.ts'
import { collectSecrets } from '../api/read.ts'
import type { AuthError, AuthErrorPhase } from '../errors/auth-error.ts'
import { createRedactedFailures, type Failures } from '../errors/failures.ts'
import { createRedaction, type Redaction } from '../errors/redaction.ts'
import { requireSecure } from '../options/urls.ts'
import { type Answer, type Attempt, attempt } from './attempt.ts'
import type { Channel } from './channel.ts'
import { isCertificateError, notLoaded } from './network-error.ts'
import { type AttemptOutcome, mayRetry, type NoAnswer, type RetryLimits, sendWithRetries } from './retry.ts'

/** What the calls of one flight share. */
export interface TransportScope {
  readonly phase: AuthErrorPhase
  /** Collects every secret that is sent or received, for redaction. */
  readonly secrets: Set<string>
  /** Removes those secrets, where others remove them too. */
  readonly redaction?: Redaction
  readonly signal?: AbortSignal
  /** When the flight's time is up, on the monotonic clock. */
  readonly deadline?: number
  readonly maxAttempts?: number
  /** Called before each attempt; `once`: it must not arrive twice. What it throws is the caller's, and nothing is sent. */
  readonly onSend?: (once: boolean) => void
  readonly onRetry?: (attempts: number, delayMs: number, outcome: AttemptOutcome) => void
  /** Told the body of a success that breaks its schema, if it is JSON. */
  readonly onUnusable?: (body: unknown) => void
  /** Told the text of an error's body, secrets and all, with the result that the caller gets. */
  readonly onText?: (result: object, text: string) => void
}

export function openTransport(channel: Channel, scope: TransportScope): Transport {
  const { redaction = createRedaction(scope.secrets, channel.clock) } = scope
  const fail = createRedactedFailures(channel.provider, scope.phase, redaction)
  return async <Result>(operation: Operation, values: object, options: CallOptions = {}): Promise<Result> => {
    const baseUrl = options.baseUrl ?? channel.baseUrl
    if (!channel.allowInsecure) requireSecure(channel.provider, 'baseUrl', baseUrl)
    const request = buildRequest(operation, baseUrl, values, scope.secrets)
    const rule = options.retry ?? 'never'
    const signals = [scope.signal, options.signal].filter((signal) => signal !== undefined)
    const signal = signals.length === 1 && signals[0] ? signals[0] : AbortSignal.any(signals)
    const { clock, attemptTimeoutMs, totalTimeoutMs } = channel
    const deadline = scope.deadline ?? clock.monotonic() + totalTimeoutMs
    const limits: RetryLimits<Attempt> = {
      deadline,
      signal,
      maxAttempts: scope.maxAttempts ?? channel.maxAttempts,
      budget: channel.budget,
      mayRetry: (outcome) => mayRetry(rule, outcome),
      onRetry: scope.onRetry,
    }
    const { attempts, last } = await sendWithRetries<Attempt>(channel, limits, async () => {
      const leftMs = deadline - clock.monotonic()
      if (leftMs <= 0) return { type: 'timeout' }
      return attempt(channel, request, Math.min(attemptTimeoutMs, leftMs), signal, () =>
        scope.onSend?.(rule === 'never' || rule === 'unsent'),
      )
    })
    if (last.type !== 'answer') throw noAnswer(last, new URL(baseUrl).host, attempts, fail)
    const result = readAnswer(operation, last, attempts, fail, { ...scope, redaction, signal })
    // What it holds is what the generated result type of this operation says.
    return result as Promise<Result>
  }
}

function noAnswer({ type, networkCode }: NoAnswer, host: string, attempts: number, fail: Failures): AuthError {
  const endpoint = `the token endpoint at ${host}`
  if (type === 'timeout') return fail(type, { message: `${endpoint} did not answer in time`, attempts })
  if (networkCode === notLoaded) {
    const message = `nothing was sent to ${endpoint}, since \`ky\`, which sends it, could not be loaded. Check that all files of the application are served`
    return fail(type, { message, attempts: 0 })
  }
  if (!isCertificateError(networkCode)) {
    // A browser does not say which of the two it is.
    const isPage = /^Mozilla/.test(`${globalThis.navigator?.userAgent}`)
    const inPages = isPage ? ', or lets no page of this origin read its answers (CORS)' : ''
    const reason = networkCode ? ` (${networkCode})` : inPages
    return fail(type, { message: `${endpoint} could not be reached${reason}`, attempts })
  }
  const message = `no connection to ${endpoint}, since a certificate was not accepted (${networkCode})`
  return fail(type, { message, attempts, retryable: false })
}

async function readAnswer(
  operation: Operation,
  answer: Answer,
  attempts: number,
  fail: Failures,
  { secrets, redaction, signal, onText, onUnusable }: TransportScope & { redaction: Redaction; signal: AbortSignal },
): Promise<unknown> {
  const { status: code, headers, body = '' } = answer
  const exchange = exchangeOf(answer, attempts)
  const known = { answer: { code, text: '', exchange } }
  // What the answer means counts more than its words, which nobody may be there to read any more.
  if (!answer.ok) await redaction.load(signal)
  if (answer.redirect) {
    throw fail('unexpected_redirect', {
      ...known,
      message: 'the token endpoint redirected, which would take credentials elsewhere: check the base URL',
    })
  }
  const reading = answer.garbled
    ? { problem: 'the body is not what its content-encoding says' }
    : interpret(operation, code, answer.body, headers.get('content-type'))
  if ('problem' in reading) {
    if ('json' in reading) onUnusable?.(reading.json)
    await redaction.load(signal)
    const problem = redaction.redactor().problem(reading.problem) || 'the body is not as documented'
    throw fail('invalid_response', { ...known, message: `the token endpoint answered ${code}, but ${problem}` })
  }
  const schema = operation.responses[reading.status]
  if (schema) collectSecrets(schema.shape, reading.data, secrets)
  const documented = operation.readHeaders && { headers: operation.readHeaders(headers, secrets) }
  const text = isProse(answer) ? body : ''
  const result = { ...reading, ...documented, code, text: redaction.redactor().text(text), exchange }
  onText?.(result, text)
  return result
}

/** An HTML page tells a program nothing, and what a success says beside its fields may be a token. */
function isProse({ ok, headers, body = '' }: Answer): boolean {
  return !ok && !/html/i.test(headers.get('content-type') ?? '') && !/^\s*</.test(body)
}

const requestIdHeaders = ['x-request-id', 'x-correlation-id', 'x-amzn-requestid', 'request-id', 'cf-ray']

function exchangeOf({ status, headers, sentAt, serverTime, retryAfterMs }: Answer, attempts: number): Exchange {
  const name = requestIdHeaders.find((header) => headers.get(header) !== null)
  const requestId = name && (headers.get(name) ?? undefined)
  return { status, sentAt, serverTime, retryAfterMs, attempts, requestId }
}
