/** What the tests use beside what the package does. */
declare module 'cloudflare:workers' {
  export function waitUntil(promise: Promise<unknown>): void
}
