import type { VirtualClock } from '@auth-tools/testing'
import type { CallOptions, Documented, Operation, Undocumented } from '../../src/api/operation.ts'
import { schema } from '../../src/api/schema.ts'
import { Channel } from '../../src/http/channel.ts'
import type { TransportOptions } from '../../src/http/create-transport.ts'
import { openTransport, type TransportScope } from '../../src/http/transport.ts'

const credentials = schema<unknown>({
  type: 'object',
  properties: { username: { type: 'string', secret: true }, password: { type: 'string', secret: true } },
})
const token = schema<{ access_token: string }>({
  type: 'object',
  required: ['access_token'],
  properties: { access_token: { type: 'string', secret: true } },
})
const refusal = schema<unknown>({
  type: 'object',
  required: ['error'],
  properties: { error: { type: 'string' } },
})

/** A token request as a provider might describe it. */
export const signIn: Operation = {
  id: 'signIn',
  method: 'POST',
  path: '/token',
  body: { type: 'form', schema: credentials },
  responses: { '200': token, '400': refusal },
}

export const body: { username: string; password: string } = {
  username: 'someone@example.com',
  password: 'correct horse+battery',
}

type Answer = Documented<200, { access_token: string }> | Documented<400, { error: string } | undefined> | Undocumented

export type Call = (
  options?: CallOptions & Partial<Pick<TransportScope, 'deadline' | 'maxAttempts' | 'onRetry' | 'onSend'>>,
) => Promise<Answer>

/** A function that signs in once, over one channel, with no jitter unless `random` is given. */
export function createSignIn(
  fetch: TransportOptions['fetch'],
  options: Partial<TransportOptions> & { clock?: VirtualClock } = {},
): Call {
  const { provider = 'test', baseUrl = 'https://auth.example.com' } = options
  const given = { fetch, random: () => 0, ...options, timing: options, retry: options }
  const channel = new Channel(provider, baseUrl, given)
  return ({ deadline, maxAttempts, onRetry, onSend, ...call } = {}) => {
    const limits = { ...(deadline !== undefined && { deadline }), ...(maxAttempts && { maxAttempts }) }
    const extras = { ...limits, ...(onRetry && { onRetry }), ...(onSend && { onSend }) }
    return openTransport(channel, { phase: 'sign-in', secrets: new Set(), ...extras })(signIn, { body }, call)
  }
}
