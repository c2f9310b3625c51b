/** Throws where tabs have nothing to share a store with. It looks without touching: a getter may throw. */
export function checkPlatform(): void {
  const missing = [
    'indexedDB' in globalThis ? '' : 'IndexedDB',
    typeof navigator === 'object' && 'locks' in navigator ? '' : 'Web Locks',
    'BroadcastChannel' in globalThis ? '' : 'BroadcastChannel',
  ].filter(Boolean)
  if (missing.length === 0) return
  const reason =
    globalThis.isSecureContext === false
      ? 'which browsers have in pages from HTTPS and localhost only. Serve this page over HTTPS'
      : 'which browsers have. On servers use `@auth/core/file-store`, `@auth/redis` or `@auth/cloudflare`, and in tests `createMemoryStore`'
  throw new TypeError(`@auth/core: createWebStore needs ${missing.join(' and ')}, ${reason}`)
}
