import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildPage } from '../../../tools/release/src/bundle/page/page.ts'
import { type RunningEmulator, startEmulator } from '../src/index.ts'

// Slow machines take longer than a hook may by default.
beforeAll(() => buildPage(), 60_000)

const open = (emulator: RunningEmulator, path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(emulator.origin + path, { headers: { accept: 'text/html,*/*;q=0.8', ...headers } })

/** Every file that the page may ever load, by its path: what it names, what that names, and so on. */
async function findFiles(emulator: RunningEmulator): Promise<Map<string, string>> {
  const found = new Map([['/', await (await open(emulator, '/')).text()]])
  const wanted = ['app.js', 'meshy.js', 'elasticpath.js', 'gooru.js', 'genlogs.js', 'style.css', 'icon.svg']
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const path = `/_emulator/page/${name}`
    if (found.has(path)) continue
    const response = await open(emulator, path)
    expect([path, response.status]).toEqual([path, 200])
    const text = await response.text()
    found.set(path, text)
    for (const [, part = ''] of text.matchAll(/"\.\/(part-\w+\.js)"/g)) wanted.push(part)
  }
  return found
}

test('The page and all that it can load come from this server, and stay below 100 kB.', async () => {
  await using emulator = await startEmulator()
  const files = await findFiles(emulator)
  expect(files.size).toBeGreaterThan(15)
  const sizes = [...files.values()].map((text) => gzipSync(text).length)
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000)
  const named = ['/', '/_emulator/page/style.css'].map((path) => files.get(path) ?? '').join('')
  expect(named).not.toMatch(/\b(src|href)="(?!\/|#)|@import|url\(/)
})

test('Who takes gzip gets it, and the sizes are those on the wire.', async () => {
  await using emulator = await startEmulator()
  const zipped = await open(emulator, '/_emulator/page/app.js', { 'accept-encoding': 'gzip' })
  const plain = await open(emulator, '/_emulator/page/app.js', { 'accept-encoding': 'identity' })
  expect([zipped.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null])
  expect(Number(zipped.headers.get('content-length'))).toBeLessThan(Number(plain.headers.get('content-length')) / 2)
  expect(await zipped.text()).toBe(await plain.text())
})

test('No script or style stands in the page, and no other may run, be loaded or embed it.', async () => {
  await using emulator = await startEmulator()
  const response = await open(emulator, '/')
  const html = await response.text()
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/i)
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("script-src 'self'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect([response.headers.get('content-type'), response.headers.get('x-content-type-options')]).toEqual([
    ...['text/html; charset=utf-8', 'nosniff'],
  ])
  expect((await (await open(emulator, '/_emulator/page/app.js')).text()).includes('eval(')).toBe(false)
})

test('The files hold no secrets: those come from the server that was asked.', async () => {
  await using emulator = await startEmulator()
  const { meshy, elasticpath, gooru, genlogs } = emulator.credentials
  const texts = [...(await findFiles(emulator)).values()].join('\n')
  for (const secret of [meshy.password, elasticpath.clientSecret, gooru.clientKey, genlogs.apiKey]) {
    expect(texts).not.toContain(secret)
  }
})

test.each(['nothing.js', '../package.json', '..%2fpackage.json', 'constructor', '__proto__', ''])(
  'The page has no file "%s".',
  async (name) => {
    await using emulator = await startEmulator()
    expect((await open(emulator, `/_emulator/page/${name}`)).status).toBe(404)
  },
)

test('HEAD tells of the page without it.', async () => {
  await using emulator = await startEmulator()
  const response = await fetch(emulator.origin, { method: 'HEAD', headers: { accept: 'text/html' } })
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('The licence of what others wrote is with it.', async () => {
  await using emulator = await startEmulator()
  expect(await (await open(emulator, '/_emulator/page/licenses.txt')).text()).toMatch(/contain ky\.[\s\S]*MIT/)
})
