/** What Next.js has, as far as the guide uses it. */
declare module 'next/headers' {
  interface Cookies {
    get(name: string): { readonly name: string; readonly value: string } | undefined
    set(name: string, value: string, options?: Readonly<Record<string, unknown>>): void
    delete(name: string): void
  }
  export function cookies(): Promise<Cookies>
}

declare module 'next/navigation' {
  export function redirect(path: string): never
}
