import type { Call, ProviderName } from './contract.ts'

export interface Route {
  provider: ProviderName
  host: Call['host']
  prefix: string
}

/** Longer prefixes first: Gooru's authentication host is a part of its API host. */
const routes: readonly Route[] = [
  { provider: 'meshy', host: 'auth', prefix: '/meshy/auth' },
  { provider: 'meshy', host: 'api', prefix: '/meshy/api' },
  { provider: 'elasticpath', host: 'auth', prefix: '/elasticpath' },
  { provider: 'gooru', host: 'auth', prefix: '/gooru/api/nucleus-auth/v1' },
  { provider: 'gooru', host: 'api', prefix: '/gooru/api' },
  { provider: 'genlogs', host: 'auth', prefix: '/genlogs' },
]

/** What faults and the journal call the routes of each provider. */
export const endpointNames: Readonly<Record<ProviderName, readonly string[]>> = {
  meshy: ['token', 'revocation', 'resource', 'register'],
  elasticpath: ['client-token', 'token', 'resource'],
  gooru: ['token', 'session', 'sign-out', 'revocation', 'resource'],
  genlogs: ['token', 'refresh', 'resource'],
}

export function isProviderName(value: unknown): value is ProviderName {
  return typeof value === 'string' && Object.hasOwn(endpointNames, value)
}

/** Where an emulated provider is. */
export interface ProviderUrls {
  /** Where tokens come from. */
  authBaseUrl: string
  /** Where the API is. */
  apiBaseUrl: string
}

export function findRoute(pathname: string): Route | undefined {
  const path = plainPath(pathname)
  return routes.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
}

export function providerUrls(origin: string): Record<ProviderName, ProviderUrls> {
  const both = (path: string): ProviderUrls => ({ authBaseUrl: origin + path, apiBaseUrl: origin + path })
  return {
    meshy: { authBaseUrl: `${origin}/meshy/auth`, apiBaseUrl: `${origin}/meshy/api` },
    elasticpath: both('/elasticpath'),
    gooru: { authBaseUrl: `${origin}/gooru/api/nucleus-auth/v1`, apiBaseUrl: `${origin}/gooru/api` },
    genlogs: both('/genlogs'),
  }
}

export function createCall(request: Request, url: URL, route: Route, text: string): Call {
  return {
    request,
    method: request.method,
    path: plainPath(url.pathname).slice(route.prefix.length) || '/',
    host: route.host,
    query: url.searchParams,
    headers: request.headers,
    text,
    baseUrl: url.origin + route.prefix,
  }
}

function plainPath(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/\/$/, '') || '/'
}
