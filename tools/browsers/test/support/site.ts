import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** An application that people have open in several tabs. Each of its hosts is an origin, with storage of its own. */
export interface Site extends AsyncDisposable {
  readonly port: number
}

const page = '<!doctype html><meta charset="utf-8"><title>tab</title><script src="/tab.js"></script>'

export async function serveSite(): Promise<Site> {
  const script = await bundle()
  const server = createServer(({ url }, response) => {
    if (url === '/tab.js') return response.setHeader('content-type', 'text/javascript').end(script)
    if (url === '/sandboxed') response.setHeader('content-security-policy', 'sandbox allow-scripts')
    response.setHeader('content-type', 'text/html')
    return response.end(url === '/elsewhere' ? '<!doctype html><title>elsewhere</title>' : page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port, // it listens on a port
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function bundle(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../src/tab.ts', import.meta.url))],
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser', target: 'es2023' },
    conditions: ['@auth/source'],
  })
  return outputFiles[0]?.contents ?? new Uint8Array()
}
