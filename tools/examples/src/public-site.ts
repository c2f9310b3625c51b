import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../release/src/run.ts'

/** How people reach an application: over HTTPS, under a name that the application does not listen on. */
export interface PublicSite extends AsyncDisposable {
  readonly origin: string
  /** Another site, whose one page is `html`. */
  readonly otherOrigin: string
  html: string
  /** Where responses of the application have sent browsers so far. */
  readonly locations: readonly string[]
}

export const siteHost = 'app.test'
export const otherHost = 'other.test'

/**
 * A proxy that ends TLS.
 *
 * @param keepsHost - Whether the application gets the public name in `Host`, or in `X-Forwarded-Host` alone: proxies
 *   are set up in both ways.
 */
export async function publish(application: string, keepsHost: boolean): Promise<PublicSite> {
  const locations: string[] = []
  const site = { html: '' }
  const server = createServer(await createCertificate(), (incoming, outgoing) => {
    if (incoming.headers.host?.startsWith(otherHost)) {
      outgoing.setHeader('content-type', 'text/html').end(site.html)
    } else forward(incoming, outgoing)
  })
  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { host: publicHost = '', ...sent } = incoming.headers
    const { host: ownHost } = new URL(application)
    const headers = {
      ...sent,
      ...(keepsHost ? { host: publicHost } : { host: ownHost, 'x-forwarded-host': publicHost }),
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '203.0.113.7',
    }
    const passed = request(application, { method: incoming.method, path: incoming.url, headers, agent: false })
    passed.on('response', (response) => {
      if (response.headers.location) locations.push(response.headers.location)
      outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders)
      response.pipe(outgoing)
      response.on('error', () => outgoing.destroy())
    })
    passed.on('error', () => outgoing.destroy())
    outgoing.on('close', () => passed.destroy())
    incoming.pipe(passed)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return Object.assign(site, {
    origin: `https://${siteHost}:${port}`,
    otherOrigin: `https://${otherHost}:${port}`,
    locations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

async function createCertificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'auth-examples-tls-'))
  try {
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
    const files = ['-keyout', 'key.pem', '-out', 'cert.pem']
    await run('openssl', ['req', ...kind, '-subj', `/CN=${siteHost}`, ...files], { cwd: folder })
    return { key: await readFile(join(folder, 'key.pem')), cert: await readFile(join(folder, 'cert.pem')) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
