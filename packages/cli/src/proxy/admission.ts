import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isLoopback, type ProxyOptions } from './options.ts'

/** Why a request is turned away. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

/** Decides who may call: programs of this machine, and no page that a browser happens to show. */
export function createAdmission(options: ProxyOptions): (headers: IncomingHttpHeaders) => Refusal | undefined {
  const { key, allowedHosts, allowedOrigins } = options
  const wanted = key === undefined ? undefined : digest(key)
  return (headers) => {
    // A page whose own name leads to this machine is of the same origin: https://en.wikipedia.org/wiki/DNS_rebinding
    const host = hostOf(headers.host)
    if (!isLoopback(host) && !allowedHosts.has(host)) {
      return { status: 421, code: 'host_not_allowed', message: 'this host is not loopback: allow it with --allow-host' }
    }
    const { origin } = headers
    const site = headers['sec-fetch-site']
    // Images and forms of other sites come without an origin.
    const isForeign = origin === undefined && site !== undefined && site !== 'none' && site !== 'same-origin'
    if ((origin !== undefined && !allowedOrigins.has(origin)) || isForeign) {
      return {
        status: 403,
        code: 'origin_not_allowed',
        message: 'pages may not call: allow theirs with --allow-origin',
      }
    }
    if (wanted && !presentedKeys(headers).some((given) => timingSafeEqual(digest(given), wanted))) {
      return {
        status: 401,
        code: 'key_needed',
        message: 'bring the key of the proxy, as `Authorization: Bearer` or X-Auth-Key',
      }
    }
    return undefined
  }
}

function presentedKeys(headers: IncomingHttpHeaders): string[] {
  const own = headers['x-auth-key']
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  return [...(typeof own === 'string' ? [own] : []), ...(bearer === undefined ? [] : [bearer])]
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function hostOf(header = ''): string {
  return header.replace(/:\d*$/, '').toLowerCase()
}
