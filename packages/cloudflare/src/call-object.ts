import type { Clock } from '@auth/core'
import type { ObjectClock } from './object-clock.ts'
import type { SessionNamespace } from './session-namespace.ts'
import type { Reply, SessionObject } from './session-object.ts'

/** Asks the object of one session. */
export type CallObject = <Result>(ask: (object: SessionObject) => PromiseLike<Reply<Result>>) => Promise<Result>

export interface CallPlan {
  readonly namespace: SessionNamespace
  readonly key: string
  readonly locationHint: string | undefined
  readonly clock: Pick<Clock, 'schedule'>
  readonly objectClock: ObjectClock
}

const mostTries = 3
const firstWaitMs = 50

/** Makes calls of one session's object, which are repeated when they fail: each is harmless when it comes twice. */
export function callsOf({ namespace, key, locationHint, clock, objectClock }: CallPlan): CallObject {
  return async (ask) => {
    for (let tries = 1; ; tries += 1) {
      try {
        // Made for each call: a stub is of no use once a call has failed, and none in another request.
        const object = namespace.get(namespace.idFromName(key), locationHint === undefined ? {} : { locationHint })
        const reply = await ask(object)
        if ('problem' in reply) throw new Error(reply.problem)
        objectClock.note(reply.now)
        return reply.result
      } catch (error) {
        // Calling an object again that has too much to do makes it worse.
        if (tries === mostTries || isOverloaded(error)) throw failureOf(error)
      }
      await new Promise<void>((resolve) => void clock.schedule(resolve, firstWaitMs * 2 ** (tries - 1)))
    }
  }
}

function isOverloaded(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'overloaded' in error && error.overloaded === true
}

function failureOf(cause: unknown): Error {
  const text = cause instanceof Error ? cause.message : 'unknown'
  return new Error(
    isOverloaded(cause)
      ? `@auth/cloudflare: the session's Durable Object has more requests than it can answer (${text})`
      : `@auth/cloudflare: the session's Durable Object failed (${text}). Its class must be \`AuthSession\`, listed under \`new_sqlite_classes\``,
    { cause },
  )
}
