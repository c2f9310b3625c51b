import type { Settings } from '../settings.ts'
import { type CoolDown, extendCoolDown, noCoolDown } from './cool-down.ts'
import { type Token, textOf } from './token.ts'

// Enough for providers that take turns between several tokens, and little memory for a client that lives for years.
const remembered = 16
// An API that rejects a token so soon after its issue will reject the next one too.
const youngMs = 30_000

const none: readonly string[] = []

/** The tokens that the provider's API rejected: they are never handed out again. */
export class RejectedTokens {
  readonly #settings: Pick<Settings<unknown>, 'clock' | 'random'>
  #values = none
  /** The last token that was rejected while it was young. */
  #young: string | undefined
  #coolDown: CoolDown = noCoolDown

  constructor(settings: Pick<Settings<unknown>, 'clock' | 'random'>) {
    this.#settings = settings
  }

  add(token: Token | string): void {
    if (!this.has(token)) this.#values = [...this.#values, textOf(token)].slice(-remembered)
  }

  has(token: Token | string): boolean {
    return this.#values.length > 0 && this.#values.includes(textOf(token))
  }

  /** What is left of the pause in replacing rejected tokens, in milliseconds: above 0 while there is one. */
  get pauseMs(): number {
    return this.#coolDown.until - this.#settings.clock.monotonic()
  }

  /** Counts a token that the API rejected: after the second young one in a row, replacing them begins to pause. */
  count(token: Token | string, ageMs: number): void {
    const value = textOf(token)
    if (value === this.#young) return
    if (ageMs >= youngMs) {
      this.forgive()
      return
    }
    const { clock, random } = this.#settings
    const now = clock.monotonic()
    this.#coolDown =
      this.#young === undefined ? noCoolDown : extendCoolDown(this.#coolDown.failures, undefined, now, random)
    this.#young = value
  }

  /** The API has accepted a token, or somebody signed in. */
  forgive(): void {
    this.#young = undefined
    this.#coolDown = noCoolDown
  }
}
