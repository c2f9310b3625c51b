import type { Auth } from './auth.ts'
import { checkIntegrity } from './fetch/integrity.ts'
import { readOutgoing, resolveUrl } from './fetch/outgoing.ts'
import { send } from './fetch/send.ts'
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
    async fetch(input, init = {}) {
      const outgoing = await readOutgoing(input, init, absolute(input, apiBaseUrl))
      const { body } = outgoing
      const headers = new Headers(outgoing.headers)
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${value}`)
      try {
        const { response } = await send(outgoing, headers, {
          caller,
          fetch: (url, rest) => (options.fetch ?? globalThis.fetch)(url, rest),
          credentialHeaders: ['authorization'],
          onBlindRedirect: () => new TypeError(`${caller}: this platform does not show where a redirect goes`),
        })
        body.release()
        return await checkIntegrity(response, outgoing)
      } catch (error) {
        body.release(error)
        throw error
      }
    },
    refresh: async () => token,
    signOut: async () => {},
    status: 'fresh',
    [Symbol.asyncDispose]: async () => {},
  }
}

function absolute(input: string | URL | Request, apiBaseUrl: string | undefined): URL {
  if (apiBaseUrl === undefined && typeof input === 'string' && !URL.canParse(input)) {
    throw new TypeError(`${caller}: pass \`apiBaseUrl\` to fetch relative URLs`)
  }
  const url = resolveUrl(input, apiBaseUrl ?? '')
  if (/^https?:$/.test(url.protocol)) return url
  throw new TypeError(`${caller}: a path with a colon in its first part must begin with /`)
}
