const firstDelayMs = 1000
const longestDelayMs = 60_000

/** A pause after failures. */
export interface CoolDown {
  /** How many attempts failed in a row. */
  readonly failures: number
  /** When the next one may start, on the monotonic clock. */
  readonly until: number
}

export const noCoolDown: CoolDown = { failures: 0, until: 0 }

/** Equal jitter on a doubling delay; or what `Retry-After` asks for where that is longer, and up to a tenth more. */
export function extendCoolDown(
  failuresBefore: number,
  retryAfterMs: number | undefined,
  now: number,
  random: () => number,
): CoolDown {
  const failures = failuresBefore + 1
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - 1))
  const jitter = random()
  const delayMs = Math.max(ceiling / 2 + (jitter * ceiling) / 2, (retryAfterMs ?? 0) * (1 + jitter / 10))
  return { failures, until: now + delayMs }
}
