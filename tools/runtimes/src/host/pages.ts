import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

/** Serves what was bundled: `/<folder>/` is a page that loads its `main.js`. */
export interface PageServer extends AsyncDisposable {
  readonly origin: string
}

const page = (head: string): string =>
  `<!doctype html><meta charset="utf-8"><title>page</title>${head}<script type="module" src="main.js"></script>`

/** @param globals - A script that runs before everything else in pages that ask for it by `?globals`. */
export async function servePages(folder: string, globals: string): Promise<PageServer> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    if (pathname.endsWith('/')) {
      const head = searchParams.has('globals') ? `<script>${globals}</script>` : ''
      response.setHeader('content-type', 'text/html').end(page(head))
      return
    }
    const text = await readFile(join(folder, normalize(pathname))).catch(() => undefined)
    response.writeHead(text ? 200 : 404, { 'content-type': 'text/javascript' }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
