import { digest } from '../digest.ts'
import type { AuthError } from '../errors/auth-error.ts'

const firstWaitMs = 60_000
const longestWaitMs = 3_600_000
const permanentCodes = new Set<string>([
  'invalid_credentials',
  'invalid_client',
  'invalid_request',
  'access_denied',
  'account_selection_required',
])

/** Whether the same credentials will fail again until somebody changes something. */
export function isPermanent(error: AuthError): boolean {
  return permanentCodes.has(error.code) && !error.retryable
}

/**
 * Remembers refused credentials, as a salted digest, so that they are not sent again: providers lock accounts after
 * too many wrong passwords. Forgets after a minute, doubling to an hour with each further refusal.
 */
export interface RefusalMemory {
  /** The error that the same credentials brought, while it is remembered. */
  recall(credentials: unknown, now: number): Promise<AuthError | undefined>
  remember(credentials: unknown, error: AuthError, now: number): Promise<void>
  clear(): void
  readonly active: boolean
}

export function createRefusalMemory(): RefusalMemory {
  const salt = crypto.randomUUID()
  const digestOf = (credentials: unknown): Promise<string> => digest(`${salt}|${JSON.stringify(credentials)}`)
  let refused: { digest: string; error: AuthError; waitMs: number; until: number } | undefined
  return {
    async recall(credentials, now) {
      if (!refused || now >= refused.until) return undefined
      return (await digestOf(credentials)) === refused.digest ? refused.error : undefined
    },
    async remember(credentials, error, now) {
      const digest = await digestOf(credentials)
      const waitMs = refused?.digest === digest ? Math.min(refused.waitMs * 2, longestWaitMs) : firstWaitMs
      refused = { digest, error, waitMs, until: now + waitMs }
    },
    clear() {
      refused = undefined
    },
    get active() {
      return refused !== undefined
    },
  }
}
