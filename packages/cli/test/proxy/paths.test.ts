import { request } from 'node:http'
import { expect, test } from 'vitest'
import { createUpstream } from '../../src/proxy/upstream.ts'
import { createAccount } from '../support/account.ts'
import { startApi, startProxy } from '../support/proxied.ts'

const below = createUpstream('https://api.example/demo/', {})

test.each([
  ['/users/me?x=1&y=%2e%2e', '/demo/users/me?x=1&y=%2e%2e'],
  ['/', '/demo/'],
  ['//double', '/demo//double'],
  ['/.hidden/..name', '/demo/.hidden/..name'],
  ['/x?/../../other', '/demo/x?/../../other'],
  ['/a/../b', '/demo/a/../b'],
])('The path %j is passed on as it is, below that of the API.', (target, path) => {
  expect(below.pathOf(target)).toBe(path)
})

test.each([
  '/../other',
  '/a/../../other',
  '/%2e%2e/other',
  '/.%2E/other',
  '/\\..\\..\\other',
  '/a#/../../other',
  '/#',
  '/..',
  'https://other.example/',
  '*',
  '',
  undefined,
])('The path %j, which would lead elsewhere, is none of the API.', (target) => {
  expect(below.pathOf(target)).toBeUndefined()
})

test.each(['/../other/users', '/a#/../../other/users'])('The proxy sends nothing for %j.', async (path) => {
  const { environment } = await createAccount()
  const arrived: unknown[] = []
  const { origin } = await startApi(({ url }, outgoing) => {
    arrived.push(url)
    outgoing.end()
  })
  const proxy = await startProxy(['genlogs'], { ...environment, GENLOGS_API_BASE_URL: `${origin}/demo` })
  const { port } = new URL(proxy.origin)
  const status = await new Promise((resolve, reject) => {
    // A URL would be tidied up.
    const asking = request({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
    asking.once('error', reject).end()
  })
  expect([status, arrived]).toEqual([400, []])
})
