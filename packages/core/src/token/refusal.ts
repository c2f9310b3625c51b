import { digest } from '../digest.ts'
import { type AuthError, isAuthError } from '../errors/auth-error.ts'
import type { Settings } from '../settings.ts'

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
 * Remembers what was refused for good, credentials or a session, as a salted digest, so that it is not sent again:
 * providers lock accounts after too many wrong passwords. Forgets after a minute, doubling to an hour with each further
 * refusal.
 */
export class RefusalMemory {
  readonly #settings: Pick<Settings<unknown>, 'clock'>
  #salt: string | undefined
  #refused: Refused | undefined

  constructor(settings: Pick<Settings<unknown>, 'clock'>) {
    this.#settings = settings
  }

  /** Whether something was refused, and nothing was accepted since. */
  get isActive(): boolean {
    return this.#refused !== undefined
  }

  /** Throws the error that the same secret brought, while it is remembered. */
  async check(secret: unknown): Promise<void> {
    const refused = this.#refused
    if (!refused || this.#settings.clock.monotonic() >= refused.until) return
    if ((await this.#digestOf(secret)) === refused.digest) throw refused.error
  }

  /** Runs what sends the secret, and remembers it if it is refused for good. */
  async watch<Result>(secret: unknown, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (isAuthError(error) && isPermanent(error)) await this.#remember(secret, error)
      throw error
    }
  }

  clear(): void {
    this.#refused = undefined
  }

  async #remember(secret: unknown, error: AuthError): Promise<void> {
    const digest = await this.#digestOf(secret)
    const before = this.#refused
    const waitMs = before?.digest === digest ? Math.min(before.waitMs * 2, longestWaitMs) : firstWaitMs
    this.#refused = { digest, error, waitMs, until: this.#settings.clock.monotonic() + waitMs }
  }

  #digestOf(secret: unknown): Promise<string> {
    this.#salt ??= crypto.randomUUID()
    return digest(`${this.#salt}|${JSON.stringify(secret)}`)
  }
}
