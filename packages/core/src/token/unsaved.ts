import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown } from './cool-down.ts'
import { type Flight, graceMs, startFlight } from './flight.ts'
import type { Obtained } from './obtain.ts'
import { type StoredSession, storeFailure } from './stored-session.ts'

/** What the provider brought and the store does not have, so that it is in memory only. */
export interface Unsaved<Session> {
  latest(): Obtained<Session> | undefined
  add(obtained: Obtained<Session>): void
  /** Forgets it, if it is still the latest: it was written, or is not wanted any more. */
  drop(obtained: Obtained<Session> | undefined): void
  /** Counts a failed write, and tells the listener. */
  noteFailure(): void
  /** Tries to write it, in the background. */
  save(): void
}

const noPause: CoolDown = { failures: 0, until: 0 }

export function createUnsaved<Session>(
  settings: Settings<unknown>,
  stored: StoredSession<Session>,
  keepAlive: (work: Promise<unknown>) => void,
): Unsaved<Session> {
  const { clock, channel, emit, random } = settings
  let latest: Obtained<Session> | undefined
  let flight: Flight<void> | undefined
  let pause = noPause

  function drop(obtained: Obtained<Session> | undefined): void {
    if (latest !== obtained) return
    latest = undefined
    pause = noPause
  }

  function noteFailure(): void {
    const now = clock.monotonic()
    const next = extendCoolDown(pause.failures, undefined, now, random)
    // The next use tries again at once; only after that it takes longer and longer.
    pause = next.failures === 1 ? { ...next, until: now } : next
    emit({ type: 'store-failed' })
  }

  function save(): void {
    const saving = latest
    // Where a failed write fails the call, the next call has to write it first.
    if (!saving || settings.failOnStoreFailure) return
    if (flight?.isOpen() || clock.monotonic() < pause.until || !stored.canWrite()) return
    const limit = { afterMs: channel.totalTimeoutMs + graceMs, error: () => storeFailure(settings) }
    const own = startFlight<void>(clock, limit, async ({ over }) => {
      await stored.update(async (current) => {
        const outdated = latest !== saving || (await stored.newer(current, saving.held)) !== undefined
        return outdated ? current : stored.encode(saving.held)
      }, over)
      drop(saving)
    })
    flight = own
    const land = (): void => {
      if (flight === own) flight = undefined
    }
    keepAlive(own.join(undefined).catch(noteFailure).then(land))
  }

  return {
    latest: () => latest,
    add(obtained) {
      if (latest !== obtained) pause = noPause
      latest = obtained
    },
    drop,
    noteFailure,
    save,
  }
}
