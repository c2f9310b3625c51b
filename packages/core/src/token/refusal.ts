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
 * Remembers what was refused for good, credentials or a refresh token, as a salted digest, so that it is not sent
 * again: providers lock accounts after too many wrong passwords. Forgets after a minute, doubling to an hour with each
 * further refusal.
 */
export interface RefusalMemory {
  /** The error that the same secret brought, while it is remembered. */
  recall(secret: unknown): Promise<AuthError | undefined>
  remember(secret: unknown, error: AuthError): Promise<void>
  clear(): void
  isActive(): boolean
}

/** @param monotonic - Now, on a clock that is never set back. */
export function createRefusalMemory(monotonic: () => number): RefusalMemory {
  let salt: string | undefined
  const digestOf = (secret: unknown): Promise<string> => {
    salt ??= crypto.randomUUID()
    return digest(`${salt}|${JSON.stringify(secret)}`)
  }
  let refused: { digest: string; error: AuthError; waitMs: number; until: number } | undefined
  return {
    async recall(secret) {
      if (!refused || monotonic() >= refused.until) return undefined
      const { digest, error } = refused
      return (await digestOf(secret)) === digest ? error : undefined
    },
    async remember(secret, error) {
      const digest = await digestOf(secret)
      const waitMs = refused?.digest === digest ? Math.min(refused.waitMs * 2, longestWaitMs) : firstWaitMs
      refused = { digest, error, waitMs, until: monotonic() + waitMs }
    },
    clear() {
      refused = undefined
    },
    isActive: () => refused !== undefined,
  }
}
