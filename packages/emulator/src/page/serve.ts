import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Reply, refusal } from '../server/reply.ts'

const folder = '/_emulator/page/'

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
}

/** Only the page's own files run or are loaded, nobody embeds it, and it talks to this server alone. */
const policy = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ')

interface PageFile {
  readonly type: string
  readonly text: string
  readonly zipped: Uint8Array
}

/** @returns the page at `/`, or one of its files */
export function createPage(): (path: string, encodings: string | undefined) => Promise<Reply> {
  let reading: Promise<ReadonlyMap<string, PageFile>> | undefined
  return async (path, encodings = '') => {
    reading ??= readFiles()
    const name = path === '/' ? 'index.html' : path.slice(folder.length)
    const file = (await reading).get(name)
    if (file === undefined) return refusal(404, `the page has no file "${name.slice(0, 100)}"`)
    const headers = { 'content-type': file.type, 'content-security-policy': policy }
    if (!/\bgzip\b/.test(encodings)) return { status: 200, headers, body: file.text }
    return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: file.zipped }
  }
}

/** All files of the page, as the build wrote them. */
async function readFiles(): Promise<ReadonlyMap<string, PageFile>> {
  // As source and as built, this module is not in the same folder.
  const root = dirname(createRequire(import.meta.url).resolve('@auth/emulator/package.json'))
  const json = await readFile(join(root, 'dist/page.json'), 'utf8').catch((cause: unknown) => {
    throw new Error('@auth/emulator: the page is not built; run `pnpm build` in a clone', { cause })
  })
  const files: Readonly<Record<string, string>> = JSON.parse(json)
  return new Map(
    Object.entries(files).map(([name, text]) => {
      const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
      return [name, { type, text, zipped: gzipSync(text) }]
    }),
  )
}
