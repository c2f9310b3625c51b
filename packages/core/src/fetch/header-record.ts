import type { PresentedHeaders } from '../adapter-contract.ts'

/** Headers for other clients, which take a plain object: a `Headers` would cost more than all the rest of the call. */
export class HeaderRecord implements PresentedHeaders {
  readonly fields: Record<string, string> = {}

  get(name: string): string | null {
    return this.fields[name.toLowerCase()] ?? null
  }

  has(name: string): boolean {
    return this.get(name) !== null
  }

  set(name: string, value: string): void {
    // As in `Headers`: https://fetch.spec.whatwg.org/#concept-header-value-normalize
    this.fields[name.toLowerCase()] = value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '')
  }
}
