import { isAuthError } from '@auth/core'
import { describeFailure } from '../failures/describe-failure.ts'

/** What the proxy answers itself, in place of the provider. */
export interface Problem {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: string
}

/** Seconds after which another try makes sense, where nobody says. */
const defaultRetryAfter = 1

/** The API could not be reached, or broke off before it answered. */
export class UpstreamError extends Error {
  override readonly cause: Error
  constructor(cause: Error) {
    super('the API cannot be reached')
    this.cause = cause
  }
}

/** The answer where no token can be had, or the API cannot be reached. What passes is a 503, and says when. */
export async function problemOf(error: unknown, secrets: Iterable<string>): Promise<Problem> {
  if (error instanceof UpstreamError) return unreachable(error.cause)
  const report = await describeFailure(error, secrets)
  const isTransient = isAuthError(error) && error.retryable
  const seconds = Math.max(defaultRetryAfter, Math.ceil((report.retryAfterMs ?? 0) / 1000))
  const { code, message, page } = report
  return createProblem(isTransient ? 503 : 502, { code, message, page }, isTransient ? seconds : undefined)
}

/** The API does not answer: nothing is known of the request, so it is the client that decides about another try. */
function unreachable(error: Error): Problem {
  const code = 'code' in error ? ` (${error.code})` : ''
  return createProblem(502, { code: 'network', message: `the API cannot be reached${code}` }, defaultRetryAfter)
}

export function createProblem(status: number, error: object, retryAfterSeconds?: number): Problem {
  const body = `${JSON.stringify({ error })}\n`
  const headers = ['Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(body))]
  if (retryAfterSeconds !== undefined) headers.push('Retry-After', String(retryAfterSeconds))
  return { status, headers, body }
}
