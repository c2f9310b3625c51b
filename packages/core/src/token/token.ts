/** Leads to the token itself through a Proxy, in which frameworks wrap what they watch: that has no private members. */
const itself: unique symbol = Symbol('token')

interface Holder {
  readonly [itself]: () => Token
}

/** An access token. Its value does not show in `inspect`, spreads, JSON or structured clones: read `value`. */
export class Token {
  static {
    // With its option `getters`, `inspect` of Node, Bun and Deno would show the value.
    const inspect = Symbol.for('nodejs.util.inspect.custom')
    Object.defineProperty(Token.prototype, inspect, { value: withoutValue })
  }

  readonly #value: string
  /** When it expires, in epoch milliseconds on this machine's clock; `undefined` when the provider does not say. */
  readonly expiresAt: number | undefined
  /** Counts the tokens of a session: a higher one is newer. */
  readonly generation: number

  constructor(value: string, expiresAt: number | undefined, generation: number) {
    this.#value = value
    Object.defineProperty(this, itself, { value: () => this })
    this.expiresAt = expiresAt
    this.generation = generation
  }

  /** The access token itself. A secret. */
  get value(): string {
    return (this as unknown as Holder)[itself]().#value // defined by the constructor
  }

  /** Keeps the value out of JSON. */
  toJSON(): string {
    return '[redacted]'
  }

  /** Keeps the value out of texts. */
  toString(): string {
    return '[redacted]'
  }
}

function withoutValue(this: Token): object {
  return { ...this }
}

/** Whether two tokens have the same value. Either may be the bare string. */
export function sameToken(a: Token | string, b: Token | string): boolean {
  return textOf(a) === textOf(b)
}

/** The value of a token, which may be the bare string. */
export function textOf(token: Token | string): string {
  return typeof token === 'string' ? token : token.value
}
