import type { EmulatorClock, ProviderEmulator, ProviderName, TokenRecord } from './contract.ts'

/** A token that would be accepted now, with nothing that could be used. */
export interface LiveToken {
  /** Who issued it. */
  readonly provider: ProviderName
  /** `client` is a token of an application. */
  readonly kind: TokenRecord['kind']
  /** The username, e-mail address or client id it was issued to, or `anonymous`. */
  readonly owner: string
  /** `***` and the last four characters. */
  readonly token: string
  /** When its life began, or was last prolonged by a use, in epoch milliseconds of the emulator's clock. */
  readonly issuedAt: number
  /** In epoch milliseconds of the emulator's clock. */
  readonly expiresAt: number
  /** Whole seconds until then, rounded down. */
  readonly remainingSeconds: number
}

export function liveTokens(providers: Record<ProviderName, ProviderEmulator>, clock: EmulatorClock): LiveToken[] {
  const now = clock.now()
  const names: readonly ProviderName[] = ['meshy', 'elasticpath', 'gooru', 'genlogs']
  return names.flatMap((provider) =>
    providers[provider]
      .tokens()
      .filter(({ expiresAt }) => now < expiresAt)
      .map(({ kind, owner, token, issuedAt, expiresAt }) => ({
        ...{ provider, kind, owner, token: maskedToken(token), issuedAt, expiresAt },
        remainingSeconds: Math.floor((expiresAt - now) / 1000),
      })),
  )
}

/** `***` and the last four characters: enough to tell one from another. */
export function maskedToken(token: string): string {
  return `***${token.slice(-4)}`
}
