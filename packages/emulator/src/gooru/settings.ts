import { gooruCredentials } from './credentials.ts'
import { type GooruOptions, type GooruSettings, isNile } from './options.ts'

/** The options, with defaults for those left out. */
export function settingsOf(options: GooruOptions): GooruSettings {
  const profile = options.profile ?? 'seed'
  const accessTokenLifetimeMs = options.accessTokenLifetimeMs ?? 3_600_000
  return {
    profile,
    users: gooruCredentials.users,
    clients: gooruCredentials.clients,
    accessTokenLifetimeMs,
    apiLifetimeMs: accessTokenLifetimeMs,
    deleteStatus: isNile({ profile }) ? 200 : 204,
    requireAppId: false,
    refreshTokenLifetimeMs: 31_536_000_000,
    anonymousSignOut: profile !== 'nile-refresh',
    acceptTokenHeader: true,
    acceptAuthorizationHeader: true,
    basicParsing: isNile({ profile }) ? 'first-colon' : 'split',
    distinctTokens: true,
    ...options,
  }
}
