import type { Auth } from './auth.ts'
import { isStream, resolveUrl } from './fetch/outgoing.ts'
import { checkOptions, type OptionRules } from './options/check.ts'
import { absoluteUrl } from './options/rules.ts'
import { Token } from './token/token.ts'

const caller = '@auth/core: createStaticAuth'
const rules: OptionRules = { value: 'text', 'session?': 'object', 'apiBaseUrl?': absoluteUrl, 'fetch?': 'function' }

/**
 * An {@link Auth} with a fixed token and no provider behind it, for tests of code that takes one. Its `fetch` presents
 * the token as a bearer to any URL. Relative URLs are below `apiBaseUrl`; without that option they are a `TypeError`.
 *
 * @throws {TypeError} for a wrong argument
 * @example
 * ```ts
 * const auth = createStaticAuth('test-token', { apiBaseUrl: 'https://api.example.com', fetch: emulator.fetch })
 * ```
 */
export function createStaticAuth<Session = Record<string, never>>(
  value: string,
  options: {
    readonly session?: Session
    readonly apiBaseUrl?: string
    readonly fetch?: typeof globalThis.fetch
  } = {},
): Auth<Session> {
  checkOptions(caller, { ...options, value }, rules)
  const { apiBaseUrl } = options
  const token = new Token(value, undefined, 1)
  const session = (options.session ?? {}) as Session // without one, Session is the empty object
  return {
    signIn: async () => session,
    session: async () => session,
    getToken: async () => token,
    headers: async () => ({ authorization: `Bearer ${value}` }),
    async fetch(input, { body, ...init } = {}) {
      const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined))
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${value}`)
      const sent = typeof body === 'function' ? body() : body
      const withBody = { body: sent ?? null, ...(isStream(sent) && { duplex: 'half' }) }
      return (options.fetch ?? globalThis.fetch)(absolute(input, apiBaseUrl), { ...init, headers, ...withBody })
    },
    refresh: async () => token,
    signOut: async () => {},
    status: 'fresh',
    [Symbol.asyncDispose]: async () => {},
  }
}

function absolute(input: string | URL | Request, apiBaseUrl: string | undefined): string | URL | Request {
  if (typeof input !== 'string' || URL.canParse(input)) return input
  if (apiBaseUrl === undefined) throw new TypeError(`${caller}: pass \`apiBaseUrl\` to fetch relative URLs`)
  return resolveUrl(input, apiBaseUrl).href
}
