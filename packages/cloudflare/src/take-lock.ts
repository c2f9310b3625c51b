import type { Clock } from '@auth/core'
import type { Lease } from '@auth/core/store'
import type { CallObject } from './call-object.ts'
import { holdLease } from './hold-lease.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Waits for the lock of a session, and takes it. When `signal` is aborted it rejects, and does not keep it. */
export async function takeLock(call: CallObject, signal: AbortSignal, clock: Clock): Promise<Lease> {
  const owner = crypto.randomUUID()
  const leave = (): void => {
    call((object) => object.release(owner)).catch(() => {})
  }
  signal.addEventListener('abort', leave)
  try {
    for (;;) {
      let askedAt = 0
      const asking = call((object) => {
        askedAt = clock.monotonic()
        return object.lock(owner)
      })
      const turn = await unlessAborted(asking, signal).catch((error: unknown) => {
        // The object may have given the lock all the same, or be about to.
        asking.then(leave, leave)
        throw error
      })
      signal.throwIfAborted()
      if (turn.held) return holdLease(call, owner, turn, askedAt, clock)
    }
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
