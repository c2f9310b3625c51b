import http from 'node:http'
import https from 'node:https'
import { agentOptions } from '../proxy-environment.ts'

/** Where a request goes. */
export interface Target {
  readonly method: string
  /** Path and query, as the client wrote them. */
  readonly path: string
  readonly headers: string[]
}

/** The provider's API, with connections that are kept. */
export interface Upstream {
  readonly host: string
  /** The path and query at the provider; `undefined` for what would lead out of the API. */
  pathOf(target: string | undefined): string | undefined
  /** The same as a URL. */
  urlOf(path: string): string
  /** Where a redirect leads, as the client calls it; unchanged where that is not in the API. */
  locationOf(location: string): string
  open(target: Target): http.ClientRequest
  close(): void
}

export function createUpstream(
  apiBaseUrl: string,
  environment: Readonly<Record<string, string | undefined>>,
): Upstream {
  const { protocol, hostname, port, host, pathname, origin } = new URL(apiBaseUrl)
  const client = protocol === 'https:' ? https : http
  const base = pathname.replace(/\/+$/, '')
  const agent = new client.Agent({ keepAlive: true, ...agentOptions(environment) })
  const fixed = { agent, hostname: hostname.replace(/^\[|\]$/g, ''), port: port || undefined, setHost: false }
  return {
    host,
    pathOf(target) {
      // What follows a number sign is no part of a target: servers differ in what they make of it.
      if (!target?.startsWith('/') || target.includes('#')) return undefined
      const path = base + target
      if (base === '') return path
      // `..`, also when it is escaped, would lead to another account.
      const url = URL.parse(origin + path)
      return url && (url.pathname === base || url.pathname.startsWith(`${base}/`)) ? path : undefined
    },
    urlOf: (path) => origin + path,
    locationOf(location) {
      const url = /^(\/|https?:)/i.test(location) ? URL.parse(location, origin) : null
      const isOurs = url?.origin === origin && (url.pathname === base || url.pathname.startsWith(`${base}/`))
      const path = url && isOurs ? url.pathname.slice(base.length) || '/' : undefined
      // With two slashes, it would be the name of a host.
      return url && path && !path.startsWith('//') ? path + url.search + url.hash : location
    },
    open: ({ method, path, headers }) => client.request({ ...fixed, method, path, headers }),
    close: () => agent.destroy(),
  }
}
