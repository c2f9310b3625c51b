import type { Clock } from '@auth/core'
import type { Lease } from '@auth/core/store'
import { startBell } from './bell.ts'
import type { KnownRecords } from './known-records.ts'
import { type Found, holdLease, type LeaseParts, readingLease, release } from './lease.ts'
import type { Names } from './names.ts'
import { numberIn, textIn } from './replies.ts'
import type { ScriptRunner } from './script-runner.ts'
import { acquireScript } from './scripts.ts'
import type { ServerClock } from './server-clock.ts'
import type { WakeUps } from './wake-ups.ts'

/** What taking a lock needs. */
export interface LockParts {
  readonly runner: ScriptRunner
  readonly wakeUps: WakeUps
  readonly serverClock: ServerClock
  readonly known: KnownRecords
  readonly clock: Clock
  readonly ttlMs: number
}

// Messages wake who waits; asking is for those that were lost.
const longestPollMs = 5000
const firstPollMs = { woken: 1000, asking: 50 }
const mostAskingMs = 1000
const patienceMs = 500
// Asked at the same moment, everybody but one would ask in vain.
const spread = 0.2
const mostSpreadMs = 100

/** What to wait for. */
export interface Wanted {
  readonly signal: AbortSignal
  /** Whether a lease that cannot write will do, once what the lock guards has changed. */
  readonly mayOnlyRead: boolean
}

/** Waits until the lock is free, or until what it guards has changed, whichever comes first. */
export async function takeLock(parts: LockParts, names: Names, { signal, mayOnlyRead }: Wanted): Promise<Lease> {
  const { wakeUps, runner, serverClock, known, clock, ttlMs } = parts
  const own = { names, owner: crypto.randomUUID(), sender: wakeUps.sender, runner, known, clock, ttlMs }
  // Nothing is compared on the first try.
  let seen = '-'
  let mustBeThere = known.mustBeThere(names.record)
  for (let tries = 0; ; tries += 1) {
    // From before it is asked: what happens meanwhile wakes, too.
    const bell = startBell(wakeUps, names.channel)
    try {
      const answer = await acquire(own, { seen, mustBeThere }, signal)
      serverClock.note(answer.now, answer.sentAt)
      if (answer.state !== 'held') {
        if (answer.found.record === undefined) known.forget(names.record)
        else known.note(names.record, answer.leftMs)
        return answer.state === 'taken' ? holdLease(own, answer.found, answer.sentAt) : readingLease(answer.found)
      }
      // It is waited for once.
      if (answer.isLost) mustBeThere = false
      if (mayOnlyRead && seen === '-') seen = answer.version
      const isNew = !wakeUps.has(names.channel)
      // A server that stands still confirms nothing.
      const patience = bell.wait(clock, patienceMs, signal).then(() => false)
      const isWoken = await Promise.race([wakeUps.subscribe(names.channel), patience])
      // What happened before the subscription has woken nobody.
      if (isNew && isWoken) continue
      await bell.wait(clock, pollAfter(tries, answer.leftMs, isWoken), signal)
    } finally {
      bell.stop()
    }
  }
}

type Answer = Told &
  (
    | { readonly state: 'taken' | 'changed'; readonly found: Found; readonly leftMs: number }
    | { readonly state: 'held'; readonly isLost: boolean; readonly leftMs: number; readonly version: string }
  )

/** What is known of the record before it is asked for. */
interface Expected {
  /** What it was when the wait began; `-` for none. */
  readonly seen: string
  readonly mustBeThere: boolean
}

/** The server's time, and when it was asked for it. */
interface Told {
  readonly now: number
  readonly sentAt: number
}

async function acquire(own: LeaseParts, { seen, mustBeThere }: Expected, signal: AbortSignal): Promise<Answer> {
  const { runner, names, owner, ttlMs } = own
  try {
    const input = {
      keys: [names.lock, names.record],
      values: [owner, String(ttlMs), seen, mustBeThere ? '1' : '0'],
      signal,
    }
    const { reply, sentAt } = await runner.run(acquireScript, input)
    const now = numberIn(reply, 0)
    const state = textIn(reply, 1)
    const version = textIn(reply, 3) ?? ''
    if (state === 'held' || state === 'lost')
      return { state: 'held', isLost: state === 'lost', now, sentAt, version, leftMs: numberIn(reply, 2) }
    const found = { record: textIn(reply, 2), version }
    return { state: state === 'changed' ? state : 'taken', now, sentAt, found, leftMs: numberIn(reply, 4) }
  } catch (error) {
    // It may run all the same, or have run: the lock would be held for nobody.
    void release(own).catch(() => {})
    throw error
  }
}

/** When to ask again without a message: at the latest when the lock of a dead holder ends. */
function pollAfter(tries: number, leftMs: number, isWoken: boolean): number {
  const usual = isWoken
    ? Math.min(firstPollMs.woken * 2 ** tries, longestPollMs)
    : Math.min(firstPollMs.asking * 1.5 ** tries, mostAskingMs)
  const spreadMs = usual * spread * Math.random()
  // PTTL is negative for a lock without an end, which is none of ours.
  return leftMs < 0 ? usual + spreadMs : Math.min(usual + spreadMs, leftMs + Math.random() * mostSpreadMs)
}
