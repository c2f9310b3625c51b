import http from 'node:http'

type Environment = Readonly<Record<string, string | undefined>>

/** The variables that name an HTTP proxy, as curl and others read them, and that are set. */
export function proxyVariables(environment: Environment): string[] {
  return ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'].filter((name) => environment[name])
}

/** Whether this Node can send requests through the proxies that the environment names. */
export function canUseProxies(environment: Environment): boolean {
  return 'setGlobalProxyFromEnv' in http || environment['NODE_USE_ENV_PROXY'] === '1'
}

/** Sends every request of this process through the proxies that the environment names, as other commands do. */
export function useProxyEnvironment(environment: Environment): void {
  if (proxyVariables(environment).length === 0 || environment['NODE_USE_ENV_PROXY'] !== undefined) return
  // Since Node 24.14; earlier ones need NODE_USE_ENV_PROXY=1 when they start, or know no proxies at all.
  if ('setGlobalProxyFromEnv' in http && typeof http.setGlobalProxyFromEnv === 'function') http.setGlobalProxyFromEnv()
}

/** What tells an agent of Node to go through the proxies that the environment names. */
export function agentOptions(environment: Environment): { readonly proxyEnv?: Record<string, string | undefined> } {
  const isWanted = proxyVariables(environment).length > 0 && environment['NODE_USE_ENV_PROXY'] !== '0'
  return isWanted ? { proxyEnv: { ...environment } } : {}
}
