import type { LiveToken } from '../../live-tokens.ts'

/** Where a token is in its life, as parts of 100. */
export interface Life {
  /** What has passed. */
  readonly passed: number
  /** The part at the end in which clients renew in the background. */
  readonly soft: number
  /** The part at the end in which callers wait for a renewal. */
  readonly hard: number
}

/** As the packages divide a life: a window of a fifth of it, at most 300 s, and a margin of a tenth, at most 10 s. */
export function lifeOf({ provider, kind, issuedAt, expiresAt }: Timed, now: number): Life {
  const whole = Math.max(1, expiresAt - issuedAt)
  const passedMs = Math.min(whole, Math.max(0, now - issuedAt))
  const part = (ms: number): number => (100 * ms) / whole
  // A refresh token is not renewed by the clock, and clients of Gooru are not told when theirs ends.
  if (kind === 'refresh' || provider === 'gooru') return { passed: part(passedMs), soft: 0, hard: 0 }
  return {
    passed: part(passedMs),
    soft: part(Math.min(300_000, 0.2 * whole)),
    hard: part(Math.min(10_000, 0.1 * whole)),
  }
}

type Timed = Pick<LiveToken, 'provider' | 'kind' | 'issuedAt' | 'expiresAt'>
