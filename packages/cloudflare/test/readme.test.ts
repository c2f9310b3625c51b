import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createEmulator } from '@auth/emulator/fetch'
import { Miniflare, type Request, Response } from 'miniflare'
import { expect, test } from 'vitest'
import { bundle } from './workerd/start-workers.ts'

// Below node_modules of this package, from where every other package is found.
const folder = fileURLToPath(new URL('../node_modules/.readme/', import.meta.url))

test('The Worker of the README signs in once, and keeps its session in an object.', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const source = readme.match(/^```ts\n([\s\S]*?)^```$/m)?.[1] ?? ''
  const [, binding = '', className = ''] = readme.match(/^name = "(\w+)"\nclass_name = "(\w+)"$/m) ?? []
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}worker.ts`, source)

  const emulator = createEmulator()
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const { authBaseUrl, apiBaseUrl } = emulator.urls.meshy
  const workerd = new Miniflare({
    host: '127.0.0.1',
    modules: true,
    script: await bundle(`${folder}worker.ts`),
    compatibilityDate: '2026-11-17',
    bindings: {
      MESHY_ACCOUNT_NAME: accountName,
      MESHY_PUBLIC_KEY: publicKey,
      MESHY_USERNAME: username,
      MESHY_PASSWORD: password,
    },
    durableObjects: { [binding]: { className, useSQLite: true } },
    async outboundService(request: Request) {
      const url = request.url
        .replace('https://auth.meshydb.com', authBaseUrl)
        .replace('https://api.meshydb.com', apiBaseUrl)
      const body = request.method === 'GET' ? null : await request.text()
      const response = await emulator.fetch(url, {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body,
      })
      return new Response(await response.text(), { status: response.status, headers: [...response.headers] })
    },
  })
  try {
    const origin = await workerd.ready
    expect([await fetch(origin), await fetch(origin)].map(({ status }) => status)).toEqual([200, 200])
    expect(emulator.requests.filter(({ endpoint }) => endpoint === 'token')).toHaveLength(1)
    expect(await workerd.listDurableObjectIds(binding)).toHaveLength(1)
  } finally {
    await workerd.dispose()
  }
})
