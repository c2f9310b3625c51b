import type { AdapterContext } from '@auth/core/adapter'
import type { Exchange } from '@auth/core/api'
import type { Errors } from './generated/schemas.ts'

interface Answer {
  readonly code: number
  readonly data: Errors | undefined
  readonly text: string
  readonly exchange: Exchange
}

/** What the provider says in the first of its `errors`, for an AuthError. */
export function describeErrors<Given extends Answer>(
  answer: Given,
): { answer: Given; providerCode: string | undefined } {
  const { request_id, title, detail, code } = answer.data?.errors?.[0] ?? {}
  const exchange = { ...answer.exchange, requestId: answer.exchange.requestId ?? request_id }
  const words = [title, detail].filter((text) => text !== undefined).join(': ')
  return { answer: { ...answer, exchange, text: words || answer.text }, providerCode: code }
}

/** All text in an error, to tell causes apart. */
export function wordsOf({ textOf }: AdapterContext, answer: Answer): string {
  const errors = answer.data?.errors ?? []
  return errors.length > 0
    ? errors.map(({ title, detail }) => `${title ?? ''} ${detail ?? ''}`).join(' ')
    : textOf(answer)
}

/**
 * Which of the two tokens a response rejects, if its words say so. The gateway's "Unable to validate access token" is
 * about the client's.
 */
export function blamedToken(words: string): 'client' | 'account' | undefined {
  if (/account[ -]management|(account|member) token/i.test(words)) return 'account'
  return /access[ _-]token|bearer|\binvalid_client\b/i.test(words) ? 'client' : undefined
}

/** Whether a body is an error of the service or of OAuth, even with a status that the spec does not describe. */
export function isErrorBody(data: Errors | undefined, words: string): boolean {
  return Boolean(data?.errors?.length) || /"errors"\s*:\s*[[{]|"error"\s*:\s*"[a-z_]+"|\btoken\b/.test(words)
}
