import { digest } from '../digest.ts'
import { AuthError, isAuthError } from '../errors/auth-error.ts'
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
const passingStatuses = new Set([408, 425, 429])

/** Whether an answer refuses what was sent, and not only for the moment. */
export function isRefusal({ status = 0 }: AuthError): boolean {
  return status >= 400 && status < 500 && !passingStatuses.has(status)
}

/** Whether the same credentials will fail again until somebody changes something. */
export function isPermanent(error: AuthError): boolean {
  // Whatever its code: an account is locked by how often a password is sent, not by how well the answer is understood.
  return (permanentCodes.has(error.code) && !error.retryable) || (error.phase === 'sign-in' && isRefusal(error))
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
export class RefusedCredentials {
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
    if (!refused || this.#leftMs(refused) <= 0) return
    if ((await this.#digestOf(secret)) === refused.digest) throw asRemembered(refused.error, this.#leftMs(refused))
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

  #leftMs({ until }: Refused): number {
    return until - this.#settings.clock.monotonic()
  }

  async #remember(secret: unknown, error: AuthError): Promise<void> {
    const digest = await this.#digestOf(secret)
    const before = this.#refused
    const waitMs = before?.digest === digest ? Math.min(before.waitMs * 2, longestWaitMs) : firstWaitMs
    this.#refused = { digest, error, waitMs, until: this.#settings.clock.monotonic() + waitMs }
  }

  #digestOf(secret: unknown): Promise<string> {
    this.#salt ??= crypto.randomUUID()
    // Not as the object would be shown: a `toJSON` may leave the password out, which is what makes the difference.
    return digest(`${this.#salt}|${JSON.stringify(Object.entries(Object(secret)))}`)
  }
}

function asRemembered(error: AuthError, retryAfterMs: number): AuthError {
  const { name: _, retryable: __, message, ...fields } = error
  const seconds = Math.ceil(retryAfterMs / 1000)
  return new AuthError({
    ...fields,
    message: `${message}; not sent again for ${seconds} s. Call \`signIn\` after mending it`,
    attempts: 0,
    retryAfterMs,
  })
}
