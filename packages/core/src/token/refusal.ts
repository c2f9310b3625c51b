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

interface Refused {
  readonly digest: string
  readonly error: AuthError
  readonly waitMs: number
  readonly until: number
}

/**
 * Remembers what was refused for good, credentials or a refresh token, as a salted digest, so that it is not sent
 * again: providers lock accounts after too many wrong passwords. Forgets after a minute, doubling to an hour with each
 * further refusal.
 */
export class RefusalMemory {
  readonly #monotonic: () => number
  #salt: string | undefined
  #refused: Refused | undefined

  /** @param monotonic - Now, on a clock that is never set back. */
  constructor(monotonic: () => number) {
    this.#monotonic = monotonic
  }

  /** Whether something was refused, and nothing was accepted since. */
  get isActive(): boolean {
    return this.#refused !== undefined
  }

  /** The error that the same secret brought, while it is remembered. */
  async recall(secret: unknown): Promise<AuthError | undefined> {
    const refused = this.#refused
    if (!refused || this.#monotonic() >= refused.until) return undefined
    return (await this.#digestOf(secret)) === refused.digest ? refused.error : undefined
  }

  async remember(secret: unknown, error: AuthError): Promise<void> {
    const digest = await this.#digestOf(secret)
    const before = this.#refused
    const waitMs = before?.digest === digest ? Math.min(before.waitMs * 2, longestWaitMs) : firstWaitMs
    this.#refused = { digest, error, waitMs, until: this.#monotonic() + waitMs }
  }

  clear(): void {
    this.#refused = undefined
  }

  #digestOf(secret: unknown): Promise<string> {
    this.#salt ??= crypto.randomUUID()
    return digest(`${this.#salt}|${JSON.stringify(secret)}`)
  }
}
