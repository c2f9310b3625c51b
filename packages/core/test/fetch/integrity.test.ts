import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createRealTimeAuth, credentials, issue, type TestAuth } from '../support/api-auth.ts'
import { serve } from '../support/loopback.ts'

const text = 'the script'
const hash = (size: number, of = text): string => `sha${size}-${createHash(`sha${size}`).update(of).digest('base64')}`
const base64url = (metadata: string): string =>
  metadata.replace('-', '\0').replaceAll('+', '-').replaceAll('/', '_').replace('\0', '-')

/** `/moved` redirects to `/script`; the first token is refused. */
async function serveScript() {
  let issued = 0
  const server = await serve((request, response) => {
    if (request.headers.authorization === 'Bearer token-1') response.writeHead(401).end('dead')
    else if (request.url === '/moved') response.writeHead(302, { location: '/script' }).end('moved')
    else response.end(text)
  })
  const auth: TestAuth = createRealTimeAuth({
    credentials,
    apiBaseUrl: server.url,
    fetch: async (url, init) => {
      if (!String(url).endsWith('/token')) return fetch(url, init)
      issued += 1
      return issue(`token-${issued}`)
    },
  })
  return Object.assign(server, { auth })
}

describe('The integrity of a response', () => {
  test.each(['/script', '/moved'])(
    'is checked on the response that the caller gets, whatever came before it: %s.',
    async (path) => {
      await using server = await serveScript()
      const response = await server.auth.fetch(path, { integrity: hash(256) })
      expect([response.status, response.redirected, await response.text()]).toEqual([200, path === '/moved', text])
      expect(response.url).toBe(`${server.url}/script`)
    },
  )

  test.each(['/script', '/moved'])('fails the call where the body is another: %s.', async (path) => {
    await using server = await serveScript()
    await expect(server.auth.fetch(path, { integrity: hash(256, 'moved') })).rejects.toThrow(
      new TypeError('fetch failed: the body is not what `integrity` says'),
    )
  })

  test.each([
    ['sha384', hash(384), true],
    ['sha512', hash(512), true],
    ['in base64url', base64url(hash(512)), true],
    ['one of several', `${hash(256, 'a')} ${hash(256)}`, true],
    ['with options', `${hash(256)}?ct=text/plain`, true],
    ['only the strongest counts', `${hash(256)} ${hash(512, 'a')}`, false],
    ['the strongest is right', `${hash(256, 'a')} ${hash(384)}`, true],
    ['of no known kind', 'md5-abc', true],
    ['empty', '', true],
  ])('may be %s.', async (_, integrity, right) => {
    await using server = await serveScript()
    const outcome = server.auth.fetch('/moved', { integrity }).then(
      () => true,
      () => false,
    )
    expect(await outcome).toBe(right)
  })

  test('is left to the platform where redirects are not followed.', async () => {
    await using server = await serveScript()
    await server.auth.fetch('/script')
    const manual = { redirect: 'manual', integrity: hash(256, 'moved') } as const
    expect(await (await server.auth.fetch('/moved', manual)).text()).toBe('moved')
    await expect(server.auth.fetch('/moved', { ...manual, integrity: hash(256) })).rejects.toBeInstanceOf(TypeError)
  })
})
