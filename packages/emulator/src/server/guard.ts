import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'
import { isLoopback } from './loopback.ts'

/**
 * Why this request may not see the page or use the admin API, in words; undefined when it may. A web page that somebody
 * visits can reach a server on loopback, under its own name too, when that name points there (DNS rebinding).
 *
 * @param exposedAs - The name that it listens on, if others than this machine may reach it.
 */
export function findIntruder(headers: IncomingHttpHeaders, exposedAs: string | undefined): string | undefined {
  const { host = '', origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers
  const name = nameOf(host)
  if (
    name === undefined ||
    !(isLoopback(name) || (exposedAs !== undefined && (isPrivateName(name) || name === exposedAs.toLowerCase())))
  ) {
    const names = exposedAs
      ? 'an address, a name that is not public, or the one that it listens on'
      : 'localhost, 127.0.0.1 or [::1]; exposeToNetwork allows more'
    return `the page and the admin API do not answer under the host "${host.slice(0, 100)}"; use ${names}`
  }
  const foreign =
    origin === undefined
      ? (site === 'cross-site' || site === 'same-site') && mode !== 'navigate'
      : !URL.canParse(origin) || new URL(origin).host !== host.toLowerCase()
  if (!foreign) return undefined
  return 'the page and the admin API do not answer pages of another origin; ask from the server, or the test, instead'
}

function nameOf(host: string): string | undefined {
  const url = `http://${host}`
  return URL.canParse(url) && new URL(url).host !== '' ? new URL(url).hostname : undefined
}

/** A name that no stranger on the internet can own. */
function isPrivateName(name: string): boolean {
  const isAddress = isIP(name.replace(/^\[|\]$/g, '')) > 0
  return isAddress || !name.includes('.') || /\.(local|internal|localhost|test|svc)$/.test(name)
}
