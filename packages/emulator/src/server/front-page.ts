import type { Emulator } from '../emulator.ts'
import { jsonReply, type Reply } from './reply.ts'

/**
 * Ready to paste: where the emulated providers are and who can sign in. JSON for clients that accept JSON. Browsers get
 * a page, and its files.
 *
 * @returns undefined when the path is neither the front page nor one of its files
 */
export async function frontPage(
  path: string,
  accept: string | undefined,
  { emulator }: { emulator: Emulator },
): Promise<Reply | undefined> {
  if (path !== '/' && !path.startsWith('/_emulator/page/')) return undefined
  const wantsPage = path !== '/' || (accept ?? '').includes('text/html')
  // Most who start an emulator look at no page: its files are loaded for those who do.
  return wantsPage ? (await import('../page/serve.ts')).servePage(path) : describeProviders(accept ?? '', emulator)
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
