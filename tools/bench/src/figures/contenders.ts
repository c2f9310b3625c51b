import type { Auth } from '@auth/core'
import { loadFrom } from '../peers/load.ts'
import type { Load } from '../peers/peer.ts'
import type { Build } from '../section.ts'

export type AnyAuth = Auth<unknown, unknown>

/** One of our packages, of one build. */
export interface Own {
  readonly name: string
  /** Another client each time, all of the same kind. */
  create(options?: { readonly fetch?: typeof fetch; readonly identity?: string; readonly store?: unknown }): AnyAuth
  /** The address of a request that its token is for. */
  readonly apiUrl: string
  /** Sends token requests to servers in this process. */
  readonly send: typeof fetch
}

/** Our four packages on servers in this process, by name. */
export async function openOwn(build: Build): Promise<Own[]> {
  const load: Load = await loadFrom(build.folder)
  const { createEmulator } = await load<typeof import('@auth/emulator/fetch')>('@auth/emulator/fetch')
  const emulator = createEmulator()
  const { urls, credentials } = emulator
  const { createMeshyAuth } = await load<typeof import('@auth/meshy')>('@auth/meshy')
  const { createElasticPathAuth } = await load<typeof import('@auth/elasticpath')>('@auth/elasticpath')
  const { createGooruAuth } = await load<typeof import('@auth/gooru')>('@auth/gooru')
  const { createGenlogsAuth } = await load<typeof import('@auth/genlogs')>('@auth/genlogs')
  const { meshy, elasticpath, gooru, genlogs } = credentials
  // The store and the options are those of the same build, which types cannot say.
  type Options = Record<string, never>
  const own = (name: string, apiUrl: string, make: (options: Options) => unknown): Own => ({
    name: `${name}${build.suffix}`,
    apiUrl,
    send: emulator.fetch,
    create: (options = {}) => make({ fetch: emulator.fetch, ...options } as unknown as Options) as AnyAuth,
  })
  return [
    own('@auth/meshy', `${urls.meshy.apiBaseUrl}/${meshy.accountName}/users/me`, (options) => {
      const { accountName, publicKey, username, password } = meshy
      return createMeshyAuth({
        ...urls.meshy,
        accountName,
        publicKey,
        credentials: { username, password },
        ...options,
      })
    }),
    own('@auth/elasticpath', `${urls.elasticpath.apiBaseUrl}/v2/accounts`, (options) => {
      const { clientId, passwordProfileId, username, password } = elasticpath
      return createElasticPathAuth({
        ...urls.elasticpath,
        clientId,
        passwordProfileId,
        credentials: { username, password },
        ...options,
      })
    }),
    own('@auth/gooru', `${urls.gooru.apiBaseUrl}/nucleus-auth/v1/token`, (options) => {
      const { clientId, clientKey, username, password } = gooru
      return createGooruAuth({ ...urls.gooru, clientId, clientKey, credentials: { username, password }, ...options })
    }),
    own('@auth/genlogs', `${urls.genlogs.apiBaseUrl}/loads`, (options) => {
      const { apiKey, email, password } = genlogs
      return createGenlogsAuth({ ...urls.genlogs, apiKey, credentials: { email, password }, ...options })
    }),
  ]
}

/** Answers as `send` once did: a server that keeps nothing, and costs next to nothing. */
export function repeat(send: typeof fetch): typeof fetch {
  const answers = new Map<string, { readonly text: string; readonly init: ResponseInit }>()
  return async (input, init) => {
    const key = `${init?.method} ${input}`
    let known = answers.get(key)
    if (!known) {
      const response = await send(input, init)
      const { status, headers } = response
      known = { text: await response.text(), init: { status, headers: Object.fromEntries(headers) } }
      answers.set(key, known)
    }
    return new Response(known.text, known.init)
  }
}
