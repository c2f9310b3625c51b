import { once } from 'node:events'
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { folderOf } from '../pages/folders.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Serves the site on loopback, as a host of files does. */
export async function serveSite(): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(({ url = '/' }, response) => {
    const file = fileOf(new URL(url, 'http://localhost').pathname)
    const found = existsSync(file) ? file : join(folderOf.site, '404.html')
    response.writeHead(found === file ? 200 : 404, {
      'Content-Type': types[extname(found)] ?? 'application/octet-stream',
    })
    createReadStream(found).pipe(response)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the site is not served on a port')
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

function fileOf(pathname: string): string {
  const file = join(folderOf.site, normalize(decodeURIComponent(pathname)))
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? join(file, 'index.html') : file
}
