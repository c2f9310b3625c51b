/**
 * Refuses a platform that lacks what this package cannot do without, in words rather than by failing in the middle.
 * Pages that came over plain HTTP have no WebCrypto: https://developer.mozilla.org/docs/Web/API/Crypto/subtle
 */
export function checkPlatform(caller: string): void {
  const { AbortSignal: signals, Promise: promises, crypto: random } = globalThis
  const needed = {
    TextDecoder: globalThis.TextDecoder,
    'crypto.subtle': random?.subtle,
    'AbortSignal.any': signals?.any,
    'Promise.withResolvers': promises.withResolvers,
  }
  const missing = Object.entries(needed).flatMap(([name, found]) => (found ? [] : name))
  if (missing.length === 0) return
  const reason = globalThis.isSecureContext === false ? 'serve this page over HTTPS' : 'use a newer one, or a polyfill'
  throw new TypeError(`${caller}: this platform has no ${missing.join(', ')}: ${reason}`)
}
