import { buildRequest } from '../api/build-request.ts'
import { interpret } from '../api/interpret.ts'
import type { CallOptions, Exchange, Operation, RetryRule, Transport } from '../api/operation.ts'
import { collectSecrets } from '../api/read.ts'
import { sleep } from '../clock.ts'
import type { AuthErrorPhase } from '../errors/auth-error.ts'
import { createFailures, type Failures } from '../errors/failures.ts'
import { redactText } from '../errors/redact.ts'
import { type Attempt, attempt } from './attempt.ts'
import type { Channel } from './channel.ts'
import { mayRetry, retryDelayMs } from './retry.ts'

/** What the calls of one flight share. */
export interface TransportScope {
  readonly phase: AuthErrorPhase
  /** Collects every secret that is sent or received, for redaction. */
  readonly secrets: Set<string>
  readonly signal?: AbortSignal
  /** When the flight's time is up, on the monotonic clock. */
  readonly deadline?: number
  readonly maxSends?: number
  /** Called before a request that must not be sent twice. */
  readonly onSpend?: () => void
  readonly onRetry?: (attempts: number, delayMs: number) => void
  /** Told the text of an error's body, secrets and all, with the result that the caller gets. */
  readonly onText?: (result: object, text: string) => void
}

export function openTransport(channel: Channel, scope: TransportScope): Transport {
  const failures = createFailures(channel.provider, scope.phase, scope.secrets)
  return async <Result>(operation: Operation, values: object, options: CallOptions = {}): Promise<Result> => {
    const request = buildRequest(operation, channel.baseUrl, values)
    for (const secret of request.secrets) scope.secrets.add(secret)
    const rule = options.retry ?? 'never'
    if (rule === 'never' || rule === 'unsent') scope.onSpend?.()
    const signals = [scope.signal, options.signal].filter((signal) => signal !== undefined)
    const signal = signals.length === 1 && signals[0] ? signals[0] : AbortSignal.any(signals)
    const { attempts, last } = await sendWithRetries(channel, scope, request, rule, signal)
    // What the interpretation holds is what the generated result type of this operation says.
    return readResult(operation, last, attempts, failures, scope) as Result
  }
}

async function sendWithRetries(
  channel: Channel,
  scope: TransportScope,
  request: ReturnType<typeof buildRequest>,
  rule: RetryRule,
  signal: AbortSignal,
): Promise<{ attempts: number; last: Attempt }> {
  const { clock } = channel
  const deadline = scope.deadline ?? clock.monotonic() + channel.totalTimeoutMs
  const maxSends = scope.maxSends ?? channel.maxSends
  for (let attempts = 1; ; attempts += 1) {
    const left = deadline - clock.monotonic()
    const timeoutMs = Math.min(channel.attemptTimeoutMs, left)
    const last: Attempt =
      left > 0
        ? capped(
            await attempt(channel.http(), request, { clock, fetch: channel.fetch, timeoutMs, signal }),
            channel.maxRetryAfterMs,
          )
        : { type: 'timeout' }
    if (last.type === 'answer' && last.status >= 200 && last.status < 300) channel.budget.refill()
    if (attempts >= maxSends || !mayRetry(rule, last)) return { attempts, last }
    const delayMs = retryDelayMs(attempts, last, channel.random)
    if (delayMs >= deadline - clock.monotonic() || !channel.budget.spend()) return { attempts, last }
    scope.onRetry?.(attempts, delayMs)
    await sleep(clock, delayMs, signal)
  }
}

/** Not only this call waits for as long as `Retry-After` says: a cool-down after it does, too. */
function capped(outcome: Attempt, maxRetryAfterMs: number): Attempt {
  if (outcome.type !== 'answer' || outcome.retryAfterMs === undefined) return outcome
  return { ...outcome, retryAfterMs: Math.min(outcome.retryAfterMs, maxRetryAfterMs) }
}

function readResult(
  operation: Operation,
  last: Attempt,
  attempts: number,
  fail: Failures,
  { secrets, onText }: TransportScope,
): unknown {
  if (last.type === 'timeout') throw fail('timeout', { message: 'the token endpoint did not answer in time', attempts })
  if (last.type === 'network') {
    const reason = last.networkCode ? ` (${last.networkCode})` : ''
    throw fail('network', { message: `the token endpoint could not be reached${reason}`, attempts })
  }
  const exchange = exchangeOf(last, attempts)
  if (last.redirect) {
    throw fail('unexpected_redirect', {
      message:
        'the token endpoint redirected. Redirects are refused, because they would take credentials elsewhere: check the base URL',
      answer: { code: last.status, text: '', exchange },
    })
  }
  const reading = interpret(operation, last.status, last.body, last.headers.get('content-type'))
  if (reading.type === 'invalid') {
    throw fail('invalid_response', {
      message: `the token endpoint answered ${last.status}, but ${redactText(reading.reason, secrets) || 'the body is not as documented'}`,
      answer: { code: last.status, text: '', exchange },
    })
  }
  const schema = operation.responses[String(reading.status)]
  if (schema) collectSecrets(schema.shape, reading.data, secrets)
  const text = isProse(last) ? (last.body ?? '') : ''
  const { status, data } = reading
  const result = { status, code: last.status, data, text: redactText(text, secrets), exchange }
  onText?.(result, text)
  return result
}

/** A page for people tells a program nothing, and what a success says beside its fields may be a token. */
function isProse(answer: Attempt & { type: 'answer' }): boolean {
  if (answer.status >= 200 && answer.status < 300) return false
  return !/html/i.test(answer.headers.get('content-type') ?? '') && !/^\s*</.test(answer.body ?? '')
}

const requestIdHeaders = ['x-request-id', 'x-correlation-id', 'x-amzn-requestid', 'request-id', 'cf-ray']

function exchangeOf(
  { status, headers, sentAt, serverTime, retryAfterMs }: Attempt & { type: 'answer' },
  attempts: number,
): Exchange {
  const requestId = requestIdHeaders.map((name) => headers.get(name)).find((value) => value !== null)
  return { status, sentAt, serverTime, retryAfterMs, attempts, requestId: requestId ?? undefined }
}
