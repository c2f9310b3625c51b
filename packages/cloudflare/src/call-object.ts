import type { Clock } from '@auth/core'
import { StoreProblem } from '@auth/core/store'
import type { ObjectClock } from './object-clock.ts'
import type { SessionNamespace } from './session-namespace.ts'
import type { Reply, SessionObject } from './session-object.ts'

/** Asks the object of one session. */
export type CallObject = <Result>(ask: (object: SessionObject) => PromiseLike<Reply<Result>>) => Promise<Result>

export interface CallPlan {
  readonly namespace: SessionNamespace
  readonly key: string
  readonly locationHint?: string | undefined
  readonly clock: Pick<Clock, 'schedule'>
  readonly objectClock: Pick<ObjectClock, 'note'>
}

const mostTries = 3
const firstWaitMs = 50
// Twice as long as an object lets a Worker wait for its turn.
const answerLimitMs = 10_000

/** Makes calls of one session's object, which are repeated when they fail: each is harmless when it comes twice. */
export function callsOf({ namespace, key, locationHint, clock, objectClock }: CallPlan): CallObject {
  return async (ask) => {
    for (let tries = 1; ; tries += 1) {
      try {
        // Made for each call: a stub is of no use once a call has failed, and none in another request.
        const object = namespace.get(namespace.idFromName(key), locationHint === undefined ? {} : { locationHint })
        const reply = await withLimit(ask(object), clock)
        if (reply === 'no answer') throw new Error(`no answer within ${answerLimitMs / 1000} seconds`)
        if ('problem' in reply) throw new Error(reply.problem)
        objectClock.note(reply.now)
        return reply.result
      } catch (error) {
        // An object that has too much to do is not helped by more.
        if (tries === mostTries || isOverloaded(error)) throw failureOf(error)
      }
      await new Promise<void>((resolve) => void clock.schedule(resolve, firstWaitMs * 2 ** (tries - 1)))
    }
  }
}

function withLimit<Answer>(asking: PromiseLike<Answer>, clock: Pick<Clock, 'schedule'>): Promise<Answer | 'no answer'> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(() => resolve('no answer'), answerLimitMs)
    asking.then(resolve, reject).then(cancel)
  })
}

/** See https://developers.cloudflare.com/durable-objects/best-practices/error-handling/ */
function isOverloaded(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'overloaded' in error && error.overloaded === true
}

/** What the platform says is shown: it is about objects and their storage, and quotes nothing that is stored. */
function failureOf(cause: unknown): StoreProblem {
  const reason = cause instanceof Error ? cause.message : 'unknown'
  const what = isOverloaded(cause) ? 'has more to do than it can' : 'failed'
  return new StoreProblem(`the Durable Object of the session ${what} (${reason})`, { cause })
}
