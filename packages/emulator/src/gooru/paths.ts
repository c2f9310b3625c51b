import type { Call } from '../contract.ts'
import { type GooruSettings, isNile } from './options.ts'

/** A path of the auth service, whichever host it came by; undefined for one of the API. */
export function authPath({ host, path }: Call): { version: string; rest: string } | undefined {
  const match = /^\/nucleus-auth\/([^/]*)(\/.*)?$/.exec(host === 'auth' ? `/nucleus-auth/v1${path}` : path)
  return match === null ? undefined : { version: match[1] ?? '', rest: match[2] ?? '' }
}

export function isKnownVersion(version: string, settings: GooruSettings): boolean {
  return version === 'v1' || (isNile(settings) && version === 'v2')
}

/** What faults and the journal call a route. */
export function endpointOf(call: Call, settings: GooruSettings): string | undefined {
  const auth = authPath(call)
  if (auth === undefined) return /^\/nucleus\/v\d\/./.test(call.path) ? 'resource' : undefined
  if (!isKnownVersion(auth.version, settings)) return undefined
  const hasAliases = isNile(settings)
  const { method } = call
  if (method === 'POST' && (auth.rest === '/token' || (hasAliases && auth.rest === '/signin'))) return 'token'
  if (method === 'GET' && auth.rest === '/token') return 'session'
  if (method === 'DELETE' && auth.rest === '/refresh-token/revoke') {
    return settings.profile === 'nile-refresh' ? 'revocation' : undefined
  }
  return method === 'DELETE' && (auth.rest === '/token' || (hasAliases && auth.rest === '/signout'))
    ? 'sign-out'
    : undefined
}
