import { failure } from '../errors/failures.ts'

/** TLS, or an address that never leaves the machine. */
export function isSecure({ protocol, hostname }: URL): boolean {
  if (protocol === 'https:') return true
  return protocol === 'http:' && /^((.+\.)?localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

/**
 * Refuses a base URL without TLS.
 *
 * @param name - That of its option.
 * @throws {AuthError} `insecure_url`
 */
export function requireSecure(provider: string, name: string, url: string): void {
  if (isSecure(new URL(url))) return
  const message = `\`${name}\` must start with https://, except on loopback, or set [allowInsecureRequests]`
  throw failure({ provider }, 'insecure_url', { message }, 'configure')
}
