/** What Cloudflare Workers have, as far as this package uses it: their own types would replace those of other platforms. */
declare module 'cloudflare:workers' {
  export class DurableObject {
    constructor(context: unknown, environment: unknown)
  }
}
