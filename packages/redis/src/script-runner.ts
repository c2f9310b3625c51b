import type { Clock } from '@auth/core'
import type { Connection } from './clients/connection.ts'
import { failureOf, isLasting, isUnknownScript, timedOut } from './failure.ts'
import { hash } from './hash.ts'
import type { Script } from './scripts.ts'

const firstWaitMs = 50
const longestWaitMs = 500

/** What a script runs with. */
export interface ScriptInput {
  readonly keys: readonly string[]
  readonly values?: readonly string[]
  /** Ends the wait; what was sent may run all the same. */
  readonly signal?: AbortSignal | undefined
}

export interface ScriptAnswer {
  readonly reply: unknown
  /** When the try that was answered was sent, on the monotonic clock. */
  readonly sentAt: number
}

/** Runs scripts, each within a time limit: most clients wait without one. */
export class ScriptRunner {
  readonly #connection: Connection
  readonly #clock: Clock
  readonly #timeoutMs: number
  readonly #hashes = new Map<Script, string>()

  constructor(connection: Connection, clock: Clock, timeoutMs: number) {
    this.#connection = connection
    this.#clock = clock
    this.#timeoutMs = timeoutMs
  }

  /** Sends it again while there is time: every script may run twice. */
  async run(script: Script, { keys, values = [], signal }: ScriptInput): Promise<ScriptAnswer> {
    signal?.throwIfAborted()
    const limit = startLimit(this.#clock, this.#timeoutMs, signal)
    let last: unknown
    try {
      for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
        const sentAt = this.#clock.monotonic()
        try {
          return { reply: await limit.race(this.#send(script, keys, values)), sentAt }
        } catch (error) {
          if (limit.isOver || isLasting(error)) throw error
          last = error
        }
        await limit.sleep(waitMs)
      }
    } catch (error) {
      signal?.throwIfAborted()
      throw failureOf(error === timedOut ? (last ?? error) : error, this.#timeoutMs)
    } finally {
      limit.end()
    }
  }

  async #send(script: Script, keys: readonly string[], values: readonly string[]): Promise<unknown> {
    const sha1 = this.#hashes.get(script) ?? (await hash('SHA-1', script.text))
    this.#hashes.set(script, sha1)
    try {
      return await this.#connection.send({ command: 'EVALSHA', script: sha1, keys, values })
    } catch (error) {
      if (!isUnknownScript(error)) throw error
      return this.#connection.send({ command: 'EVAL', script: script.text, keys, values })
    }
  }
}

interface Limit {
  readonly isOver: boolean
  race(work: Promise<unknown>): Promise<unknown>
  sleep(ms: number): Promise<unknown>
  end(): void
}

/** Ends what is waited for when time is up, or when the signal is aborted. */
function startLimit(clock: Clock, timeoutMs: number, signal: AbortSignal | undefined): Limit {
  let isOver = false
  let cancelSleep = (): void => {}
  let stop = (_reason: unknown): void => {}
  const over = new Promise<never>((_, reject) => {
    stop = (reason) => {
      isOver = true
      reject(reason)
    }
  })
  over.catch(() => {})
  const onAbort = (): void => stop(signal?.reason)
  signal?.addEventListener('abort', onAbort)
  const cancel = clock.schedule(() => stop(timedOut), timeoutMs)
  return {
    get isOver() {
      return isOver
    },
    race: (work) => Promise.race([work, over]),
    sleep: (ms) =>
      Promise.race([
        new Promise<void>((resolve) => {
          cancelSleep = clock.schedule(resolve, ms)
        }),
        over,
      ]),
    end() {
      cancel()
      cancelSleep()
      signal?.removeEventListener('abort', onAbort)
    },
  }
}
