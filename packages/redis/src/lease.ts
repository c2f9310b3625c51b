import type { Clock } from '@auth/core'
import type { Lease } from '@auth/core/store'
import { hash } from './hash.ts'
import type { KnownRecords } from './known-records.ts'
import type { Names } from './names.ts'
import type { ScriptRunner } from './script-runner.ts'
import { releaseScript, renewScript, replaceScript } from './scripts.ts'

// Three times as long as a renewal may take: whoever holds a lock for longer will never let go of it.
const longestHoldMs = 120_000

/** What a lease works with. */
export interface LeaseParts {
  readonly names: Names
  readonly owner: string
  /** Names this store to others. */
  readonly sender: string
  readonly runner: ScriptRunner
  readonly known: KnownRecords
  readonly clock: Clock
  readonly ttlMs: number
}

/** What was stored when the lock was taken, with its SHA-1: a text that is not UTF-8 cannot be hashed anew. */
export interface Found {
  readonly record: string | undefined
  readonly version: string
}

/**
 * The lease of a lock that was taken: renewed at a third of its life, and lost at its end by the clock here, whether or
 * not the server can still be asked.
 *
 * @param sentAt - When it was asked for, on the monotonic clock: its life cannot have begun before.
 */
export function holdLease(parts: LeaseParts, found: Found, sentAt: number): Lease {
  const { names, owner, runner, clock, ttlMs } = parts
  const lost = new AbortController()
  const ended = new AbortController()
  let isHeld = true
  let cancelRenewal = (): void => {}
  let cancelEnd = (): void => {}

  function stop(): void {
    isHeld = false
    ended.abort()
    cancelRenewal()
    cancelEnd()
  }

  function lose(): void {
    stop()
    lost.abort(new Error('@auth/redis: the lock was lost'))
  }

  function countFrom(start: number): void {
    const ageMs = clock.monotonic() - start
    cancelEnd()
    // A process that was suspended meanwhile: its timers would come after what it does next.
    if (ageMs >= ttlMs) {
      lose()
      return
    }
    cancelEnd = clock.schedule(lose, ttlMs - ageMs)
    cancelRenewal = clock.schedule(() => void renew(), Math.max(0, ttlMs / 3 - ageMs))
  }

  async function renew(): Promise<void> {
    const asked = clock.monotonic()
    // Its end comes by itself.
    if (asked - sentAt > longestHoldMs) return
    const input = { keys: [names.lock], values: [owner, String(ttlMs)], signal: ended.signal }
    const answer = await runner.run(renewScript, input).catch(() => {})
    if (!isHeld) return
    if (answer && Number(answer.reply) === 1) countFrom(answer.sentAt)
    else if (answer) lose()
    // It is not known to be lost. Each try takes as long as a command may take.
    else cancelRenewal = clock.schedule(() => void renew(), Math.max(0, ttlMs / 10 - (clock.monotonic() - asked)))
  }

  countFrom(sentAt)
  return {
    current: found.record,
    lost: lost.signal,
    replace: writeWith(parts, found, () => {
      // The lock was let go with the write.
      stop()
    }),
    async release() {
      if (!isHeld) return
      stop()
      await release(parts)
    },
  }
}

/** Somebody who has no lock wants to write. */
export const needsLock: unique symbol = Symbol('needs the lock')

/**
 * The lease of who was waiting when the record changed: there is a new one to adopt, and nobody needs the lock for that.
 * Its lock counts as lost, so that nothing is sent to a provider, and nothing is written.
 */
export function readingLease({ record }: Found): Lease {
  return {
    current: record,
    lost: AbortSignal.abort(new Error('@auth/redis: the record changed before the lock was free')),
    replace: () => Promise.reject(needsLock),
    release: async () => {},
  }
}

/** Lets go of the lock, if it is the owner's. */
export async function release({ runner, names, owner, sender }: LeaseParts): Promise<void> {
  await runner.run(releaseScript, { keys: [names.lock], values: [owner, names.channel, sender] })
}

function writeWith(
  { runner, names, known, owner, sender }: LeaseParts,
  found: Found,
  onWritten: () => void,
): Lease['replace'] {
  return async (expected, next, { signal, lifeMs }) => {
    const version = expected === found.record ? found.version : await versionOf(expected)
    const life = lifeMs === undefined ? '' : String(Math.max(1, Math.ceil(lifeMs)))
    const record = next === undefined ? ['0', ''] : ['1', next]
    const values = [owner, names.channel, sender, version, ...record, life]
    const { reply } = await runner.run(replaceScript, { keys: [names.lock, names.record], values, signal })
    if (Number(reply) !== 1) return false
    if (next === undefined) known.forget(names.record)
    else known.note(names.record, lifeMs ?? -1)
    onWritten()
    return true
  }
}

async function versionOf(record: string | undefined): Promise<string> {
  return record === undefined ? '' : hash('SHA-1', record)
}
