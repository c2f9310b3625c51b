import type { Emulator } from './emulator.ts'
import { statusPage } from './status-page.ts'

/**
 * Ready to paste: where the emulated providers are and who can sign in. JSON for clients that accept JSON. Browsers get
 * a status page.
 */
export function frontPage(request: Request, { urls, credentials }: Emulator): Response {
  const accept = request.headers.get('accept') ?? ''
  if (accept.includes('text/html')) return statusPage()
  const providers = Object.entries(urls).map(([provider, providerUrls]) => {
    const found = Object.entries(credentials).find(([name]) => name === provider)
    return [provider, { ...providerUrls, credentials: found?.[1] }] as const
  })
  if (accept.includes('application/json')) {
    return Response.json(Object.fromEntries(providers))
  }
  const sections = providers.map(([provider, options]) => `${provider}\n${JSON.stringify(options, null, 2)}\n`)
  return new Response(`@auth/emulator\n\n${sections.join('\n')}`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}
