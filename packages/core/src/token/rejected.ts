import { sameToken, type Token } from './token.ts'

// Enough for providers that take turns between several tokens, and little memory for a client that lives for years.
const remembered = 16

/** The tokens that the provider's API refused: they are never handed out again. */
export interface RejectedTokens {
  add(token: Token | string): void
  has(token: Token | string): boolean
}

export function createRejectedTokens(): RejectedTokens {
  const tokens: (Token | string)[] = []
  const has = (token: Token | string): boolean => tokens.some((known) => sameToken(known, token))
  return {
    has,
    add(token) {
      if (has(token)) return
      tokens.push(token)
      if (tokens.length > remembered) tokens.shift()
    },
  }
}
