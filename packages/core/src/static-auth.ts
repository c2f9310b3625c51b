import type { Auth } from './auth.ts'
import { isStream } from './fetch/outgoing.ts'
import { checkOptions, type OptionRules } from './options/check.ts'
import { Token } from './token/token.ts'

const rules: OptionRules = { value: 'text', 'session?': 'object', 'fetch?': 'function' }

/**
 * An {@link Auth} with a fixed token and no provider behind it, for tests of code that takes one. Its `fetch` presents
 * the token as a bearer to any URL.
 *
 * @throws {TypeError} for a wrong argument
 * @example
 * ```ts
 * const auth = createStaticAuth('test-token', { fetch: emulator.fetch })
 * ```
 */
export function createStaticAuth<Session = Record<string, never>>(
  value: string,
  options: { readonly session?: Session; readonly fetch?: typeof globalThis.fetch } = {},
): Auth<Session> {
  checkOptions('@auth/core: createStaticAuth', { ...options, value }, rules)
  const token = new Token(value, undefined, 1)
  const session = (options.session ?? {}) as Session // without one, Session is the empty object
  return {
    signIn: async () => session,
    session: async () => session,
    getToken: async () => token,
    headers: async () => ({ authorization: `Bearer ${value}` }),
    fetch(input, { body, ...init } = {}) {
      const headers = new Headers(init.headers ?? (input instanceof Request ? input.headers : undefined))
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${value}`)
      const sent = typeof body === 'function' ? body() : body
      const withBody = { ...(sent !== undefined && { body: sent }), ...(isStream(sent) && { duplex: 'half' }) }
      return (options.fetch ?? globalThis.fetch)(input, { ...init, headers, ...withBody })
    },
    refresh: async () => token,
    signOut: async () => {},
    status: 'fresh',
    [Symbol.asyncDispose]: async () => {},
  }
}
