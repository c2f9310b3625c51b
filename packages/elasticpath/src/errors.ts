import type { AdapterContext, FailureDetails } from '@auth/core/adapter'
import type { Exchange } from '@auth/core/api'
import type { Errors } from './generated/schemas.ts'

interface Answer {
  readonly code: number
  readonly data: Errors | undefined
  readonly text: string
  readonly exchange: Exchange
}

/** What the provider says in the first of its `errors`, for an AuthError. */
export function describeErrors(answer: Answer): Omit<FailureDetails, 'message'> {
  const first = answer.data?.errors?.[0]
  const words = [first?.title, first?.detail].filter((text) => text !== undefined)
  const exchange = { ...answer.exchange, requestId: answer.exchange.requestId ?? first?.request_id }
  return {
    answer: { ...answer, exchange },
    providerCode: first?.code,
    ...(words.length > 0 && { providerText: words.join(': ') }),
  }
}

/** Everything textual in an error, to tell causes apart. */
export function wordsOf({ textOf }: AdapterContext, answer: Answer): string {
  const errors = answer.data?.errors ?? []
  return errors.length > 0
    ? errors.map(({ title, detail }) => `${title ?? ''} ${detail ?? ''}`).join(' ')
    : textOf(answer)
}

/** The gateway says that the bearer token, not the account's, is the wrong one. */
export function blamesClientToken(words: string): boolean {
  return /access token|bearer/i.test(words) && !/account[ -]management/i.test(words)
}
