import { startEmulator } from '@auth/emulator'
import type { Setting } from '../conformance/setting.ts'
import type { ProviderName } from '../host/providers.ts'
import { fastNow, type Pace } from '../life/pace.ts'

/** What a token lives for, in real time. */
const tokenRealMs = 2000
const revokedEveryMs = 7000
const kinds = ['reset', 'truncate', 'html', 'server-error', 'unavailable'] as const

export interface World extends AsyncDisposable {
  readonly setting: Setting
}

/** A provider whose tokens are short, whose token endpoint fails again and again, and who revokes tokens. */
export async function startWorld(provider: ProviderName, pace: Pace): Promise<World> {
  const accessTokenLifetimeMs = tokenRealMs * pace.speed
  const emulator = await startEmulator({
    ...{ clock: { now: () => fastNow(pace) }, seed: 1, journalLimit: 0 },
    meshy: { accessTokenLifetimeMs },
    elasticpath: { accountTokenLifetimeMs: accessTokenLifetimeMs, clientTokenLifetimeMs: accessTokenLifetimeMs },
    gooru: { accessTokenLifetimeMs },
    genlogs: { accessTokenLifetimeMs },
  })
  for (const kind of kinds) emulator.fail({ provider, endpoint: 'token', kind, probability: 0.03 })
  emulator.fail({ provider, endpoint: 'token', kind: 'rate-limit', probability: 0.03, retryAfter: 5 })
  const revoking = setInterval(() => emulator.revokeAccessTokens(provider), revokedEveryMs)
  const { urls, credentials, origin } = emulator
  return {
    setting: { emulator: origin, urls, urlsWithoutCors: urls, credentials, echo: origin, elsewhere: origin },
    async [Symbol.asyncDispose]() {
      clearInterval(revoking)
      await emulator.close()
    },
  }
}
