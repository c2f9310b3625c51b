const needed = ['TextDecoder', 'crypto.subtle', 'AbortSignal.any', 'Promise.withResolvers']

/**
 * Refuses a platform that lacks what this package cannot do without, in words rather than by failing in the middle.
 * Pages that came over plain HTTP have no WebCrypto: https://developer.mozilla.org/docs/Web/API/Crypto/subtle
 */
export function checkPlatform(caller: string): void {
  const missing = needed.filter((path) => !path.split('.').reduce<unknown>(memberOf, globalThis))
  if (missing.length === 0) return
  const reason = globalThis.isSecureContext === false ? 'serve this page over HTTPS' : 'use a newer one, or a polyfill'
  throw new TypeError(`${caller}: this platform has no ${missing.join(', ')}: ${reason}`)
}

function memberOf(value: unknown, name: string): unknown {
  return Object(value)[name]
}
