import type { Auth, Fetch } from '@auth/core'
import { type Answer, asResponse } from './answer.ts'

// Never leaves the process: what has it is not sent as it is.
const marker = 'x-auth-cli-exchange'

/** A request whose first answer may reject the token. */
export interface Rejection {
  readonly url: string
  readonly method: string
  readonly first: Answer
  /** The headers that presented the token. */
  readonly presented: Readonly<Record<string, string>>
  /** Sends the request again; absent where its body is gone. */
  readonly sendAgain: ((presented: Readonly<Record<string, string>>) => Promise<Answer>) | undefined
  readonly signal: AbortSignal
}

/** Leaves to core what an answer means: whether the token is dead, who renews it, and how often. */
export interface Rejections {
  /** To be the `fetch` of the session. */
  readonly fetch: Fetch
  /** The answer that the client gets, which may be the first. */
  settle(auth: Auth<unknown, never>, rejection: Rejection): Promise<Answer>
}

interface Open {
  readonly rejection: Rejection
  latest: Answer
  isFirst: boolean
}

/**
 * Requests are sent without `fetch`, whose streams cost more than all else that a proxy does. One in thousands is
 * answered with a 401: that one is told to `auth.fetch`, as if it had been sent by it.
 */
export function createRejections(): Rejections {
  const open = new Map<string, Open>()

  async function answerAgain(exchange: Open, headers: Headers): Promise<Response> {
    const { rejection } = exchange
    headers.delete(marker)
    const presented = Object.fromEntries(headers)
    const isFirst = exchange.isFirst && isSame(presented, rejection.presented)
    exchange.isFirst = false
    // Where the token has been replaced meanwhile, the old one's rejection says nothing about it.
    if (isFirst || !rejection.sendAgain) return asResponse(rejection.first)
    exchange.latest = await rejection.sendAgain(presented)
    return asResponse(exchange.latest)
  }

  return {
    async fetch(input, init) {
      const headers = new Headers(init?.headers)
      const exchange = open.get(headers.get(marker) ?? '')
      return exchange ? answerAgain(exchange, headers) : globalThis.fetch(input, init)
    },
    async settle(auth, rejection) {
      const id = crypto.randomUUID()
      const exchange: Open = { rejection, latest: rejection.first, isFirst: true }
      open.set(id, exchange)
      try {
        const { url, method, signal } = rejection
        const canHaveBody = method !== 'GET' && method !== 'HEAD'
        // A stream, which is sent once only, for a body that is gone: its token is marked, and its answer returned.
        const spent = canHaveBody && !rejection.sendAgain ? { body: new ReadableStream(), duplex: 'half' as const } : {}
        await auth.fetch(url, { method, headers: { [marker]: id }, redirect: 'manual', signal, ...spent })
        return exchange.latest
      } finally {
        open.delete(id)
      }
    },
  }
}

function isSame(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}
