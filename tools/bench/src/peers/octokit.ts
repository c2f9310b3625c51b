import { generateKeyPairSync } from 'node:crypto'
import type { Peer } from './peer.ts'

interface OctokitRequest {
  (route: string): Promise<unknown>
  defaults(options: unknown): OctokitRequest
}

interface OctokitAuthApp {
  createAppAuth(options: unknown): {
    (options: { readonly type: 'installation' }): Promise<unknown>
    readonly hook: unknown
  }
}

export const octokit: Peer = {
  name: '@octokit/auth-app',
  note: 'createAppAuth for an installation, and its hook with @octokit/request',
  async open({ load, origin, fetch }) {
    const { createAppAuth } = await load<OctokitAuthApp>('@octokit/auth-app')
    const { request } = await load<{ readonly request: OctokitRequest }>('@octokit/request')
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    const base = request.defaults({ baseUrl: origin, ...(fetch && { request: { fetch } }) })
    const quiet = { debug() {}, info() {}, warn() {}, error() {} }
    const auth = createAppAuth({ appId: 1, privateKey, installationId: 2, request: base, log: quiet })
    const send = base.defaults({ request: { hook: auth.hook, ...(fetch && { fetch }) } })
    const getToken = (): Promise<unknown> => auth({ type: 'installation' })
    return { getToken, signIn: getToken, fetch: (url) => send(`GET ${url}`) }
  },
}
