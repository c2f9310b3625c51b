import type { Call } from '../contract.ts'
import { type GooruSettings, isNile } from './options.ts'

/** How the auth service finds a token: the word matters, the space after it does not. */
export function readAuthToken({ headers, query }: Call, settings: GooruSettings): string | undefined {
  const authorization = headers.get('authorization') ?? ''
  if (settings.acceptAuthorizationHeader && authorization.startsWith('Token')) {
    return authorization.slice('Token'.length).trim()
  }
  return readTokenHeader(headers, settings) ?? readLegacyToken({ headers, query }, settings)
}

/** How the API finds a token: padded standard base64 after the word and a space, and nothing looser. */
export function readApiToken(headers: Headers, settings: GooruSettings): string | undefined {
  const base64 = /^Token\s+((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)\s?$/
  const token = base64.exec(headers.get('authorization') ?? '')?.[1]
  if (settings.acceptAuthorizationHeader && token !== undefined) return token
  return readTokenHeader(headers, settings)
}

function readTokenHeader(headers: Headers, settings: GooruSettings): string | undefined {
  return settings.acceptTokenHeader ? (headers.get('token') ?? undefined) : undefined
}

/** Ways from before the service had its own API, gone in 2017. They pass the check, but handlers miss the token. */
function readLegacyToken(
  { headers, query }: Pick<Call, 'headers' | 'query'>,
  settings: GooruSettings,
): string | undefined {
  if (isNile(settings)) return undefined
  return headers.get('gooru-session-token') ?? query.get('sessionToken') ?? undefined
}

/** Whether the token came in one of those old ways only. */
export function isLegacyToken({ headers }: Call, settings: GooruSettings): boolean {
  const authorization = headers.get('authorization') ?? ''
  return (
    !(settings.acceptAuthorizationHeader && authorization.startsWith('Token')) &&
    readTokenHeader(headers, settings) === undefined
  )
}
