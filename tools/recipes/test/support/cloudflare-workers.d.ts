/** What Cloudflare Workers have, as far as the recipe uses it. */
declare module 'cloudflare:workers' {
  export const env: Readonly<
    Record<'MESHY_ACCOUNT_NAME' | 'MESHY_PUBLIC_KEY' | 'MESHY_USERNAME' | 'MESHY_PASSWORD', string>
  >
  export function waitUntil(promise: Promise<unknown>): void
}
