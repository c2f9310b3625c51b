export interface HandClock {
  now(): number
  advance(ms: number): void
}

/** A clock that stands still until a test moves it. */
export function createHandClock(now = Date.UTC(2026, 0, 1)): HandClock {
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}
