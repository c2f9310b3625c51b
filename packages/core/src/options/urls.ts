import { createFailures } from '../errors/failures.ts'

/** TLS, or an address that never leaves the machine. */
export function isSecure(url: URL): boolean {
  if (url.protocol === 'https:') return true
  const loopback =
    url.hostname === 'localhost' ||
    url.hostname.endsWith('.localhost') ||
    url.hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(url.hostname)
  return url.protocol === 'http:' && loopback
}

/**
 * Refuses base URLs without TLS.
 *
 * @param urls - By the name of their option.
 * @throws {AuthError} `insecure_url`
 */
export function requireSecure(provider: string, urls: Readonly<Record<string, string>>): void {
  const fail = createFailures(provider, 'configure', [])
  for (const [name, url] of Object.entries(urls)) {
    if (isSecure(new URL(url))) continue
    throw fail('insecure_url', {
      message: `\`${name}\` must start with https:// (http:// is for loopback only), or set the option [allowInsecureRequests]`,
    })
  }
}
