import type { IncomingHttpHeaders } from 'node:http'
import type { Emulator } from '../emulator.ts'
import { jsonReply, type Reply } from './reply.ts'

type FrontPage = (path: string, headers: IncomingHttpHeaders) => Promise<Reply | undefined>

/**
 * Ready to paste: where the emulated providers are and who can sign in. JSON for clients that accept JSON. Browsers get
 * a page, and its files.
 *
 * @returns what answers; undefined for a path that is neither the front page nor one of its files
 */
export function createFrontPage(emulator: Emulator): FrontPage {
  // Most who start an emulator look at no page: its files are loaded for those who do.
  let loading: Promise<typeof import('../page/serve.ts')> | undefined
  let page: ReturnType<typeof import('../page/serve.ts').createPage> | undefined
  return async (path, headers) => {
    const { accept = '', 'accept-encoding': encodings } = headers
    if (path !== '/' && !path.startsWith('/_emulator/page/')) return undefined
    if (path === '/' && !accept.includes('text/html')) return describeProviders(accept, emulator)
    loading ??= import('../page/serve.ts')
    page ??= (await loading).createPage()
    return page(path, String(encodings ?? ''))
  }
}

function describeProviders(accept: string, { urls, credentials }: Emulator): Reply {
  const providers = Object.entries(urls).map(([provider, providerUrls]) => {
    const found = Object.entries(credentials).find(([name]) => name === provider)
    return [provider, { ...providerUrls, credentials: found?.[1] }] as const
  })
  if (accept.includes('application/json')) return jsonReply(200, Object.fromEntries(providers))
  const sections = providers.map(([provider, options]) => `${provider}\n${JSON.stringify(options, null, 2)}\n`)
  const headers = { 'content-type': 'text/plain; charset=utf-8' }
  return { status: 200, headers, body: `@auth/emulator\n\n${sections.join('\n')}` }
}
