import { failure } from '../errors/failures.ts'

/** TLS, or an address that never leaves the machine. */
export function isSecure({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return protocol === 'http:' && /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/**
 * Refuses base URLs without TLS.
 *
 * @param urls - By the name of their option.
 * @throws {AuthError} `insecure_url`
 */
export function requireSecure(provider: string, urls: Readonly<Record<string, string>>): void {
  for (const [name, url] of Object.entries(urls)) {
    if (isSecure(new URL(url))) continue
    const message = `\`${name}\` must start with https://, save on loopback, or set [allowInsecureRequests]`
    throw failure({ provider }, 'insecure_url', { message }, 'configure')
  }
}
