// So few cost nothing, and are not looked through.
const fewest = 256

/** What is known about tokens, by token. It forgets what is over: an emulator may run for weeks. */
export class ForgetfulMap<Value> extends Map<string, Value> {
  readonly #isOver: (value: Value) => boolean
  readonly #remembered: number
  #mostBeforeSweep = fewest

  /** @param remembered - How many that are over are kept, of those that came last. */
  constructor(isOver: (value: Value) => boolean, remembered = 0) {
    super()
    this.#isOver = isOver
    this.#remembered = remembered
  }

  override set(token: string, value: Value): this {
    super.set(token, value)
    if (this.size > this.#mostBeforeSweep) this.#sweep()
    return this
  }

  /** Each is looked at a few times in its life, however many there are. */
  #sweep(): void {
    const over = [...this].filter(([, value]) => this.#isOver(value))
    for (const [token] of over.slice(0, Math.max(0, over.length - this.#remembered))) this.delete(token)
    this.#mostBeforeSweep = Math.max(fewest, this.size * 2)
  }
}

/** Ends a token, if it is one of these. One that has expired is still known. */
export function endTokenIn(
  tokens: Map<string, { expiresAt: number }>,
  token: string,
  { how, now }: { how: 'revoke' | 'expire'; now: number },
): void {
  const found = tokens.get(token)
  if (how === 'revoke') tokens.delete(token)
  else if (found !== undefined) found.expiresAt = Math.min(found.expiresAt, now)
}

/** A map of what ends at a time. */
export function createTokenMap<Value extends { readonly expiresAt: number }>(
  clock: { now(): number },
  remembered?: number,
): ForgetfulMap<Value> {
  return new ForgetfulMap(({ expiresAt }) => clock.now() >= expiresAt, remembered)
}
