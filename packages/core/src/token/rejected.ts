import { type Token, textOf } from './token.ts'

// Enough for providers that take turns between several tokens, and little memory for a client that lives for years.
const remembered = 16

/** The tokens that the provider's API refused: they are never handed out again. */
export class RejectedTokens {
  #values: readonly string[] = []

  add(token: Token | string): void {
    if (!this.has(token)) this.#values = [...this.#values, textOf(token)].slice(-remembered)
  }

  has(token: Token | string): boolean {
    return this.#values.includes(textOf(token))
  }
}
