import { createMemoryStore } from '@auth/core'
import { answering } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth, type GooruAuthOptions } from '../src/index.ts'
import { basics, tokenBody } from './support.ts'

const { clientId, clientKey, authBaseUrl } = basics
const person = { username: 'rnfu34p13', password: 'fake-password' }

/** Where a client signs in, and where it sends a relative URL to. */
async function urlsOf(options: Partial<GooruAuthOptions>): Promise<(string | undefined)[]> {
  const fetch = answering(200, tokenBody())
  await createGooruAuth({ clientId, clientKey, credentials: person, fetch, ...options }).fetch('/nucleus/v1/x')
  return fetch.requests.map(({ url }) => url)
}

describe('The address of the service', () => {
  test.each<[Partial<GooruAuthOptions>, string, string]>([
    [{ host: 'gooru.org' }, 'https://gooru.org/api/nucleus-auth/v1/token', 'https://gooru.org/api/nucleus/v1/x'],
    [
      { host: 'localhost:8443' },
      'https://localhost:8443/api/nucleus-auth/v1/token',
      'https://localhost:8443/api/nucleus/v1/x',
    ],
    [
      { host: '[2001:db8::A1]:8443' },
      'https://[2001:db8::a1]:8443/api/nucleus-auth/v1/token',
      'https://[2001:db8::a1]:8443/api/nucleus/v1/x',
    ],
    [
      { authBaseUrl: 'https://g.example/api/nucleus-auth/v2/' },
      'https://g.example/api/nucleus-auth/v2/token',
      'https://g.example/api/nucleus/v1/x',
    ],
    [
      { authBaseUrl: 'https://g.example/a/nucleus-auth' },
      'https://g.example/a/nucleus-auth/token',
      'https://g.example/a/nucleus/v1/x',
    ],
    [
      { authBaseUrl: 'https://g.example/a/nucleus-authority' },
      'https://g.example/a/nucleus-authority/token',
      'https://g.example/nucleus/v1/x',
    ],
    [{ authBaseUrl: 'https://g.example/auth' }, 'https://g.example/auth/token', 'https://g.example/nucleus/v1/x'],
    [{ authBaseUrl: 'https://nucleus-auth/v1' }, 'https://nucleus-auth/v1/token', 'https://nucleus-auth/nucleus/v1/x'],
    [
      { authBaseUrl, apiBaseUrl: 'https://api.example/v9' },
      'https://gooru.example/api/nucleus-auth/v1/token',
      'https://api.example/v9/nucleus/v1/x',
    ],
    [
      { host: 'gooru.org', apiBaseUrl: 'https://api.example' },
      'https://gooru.org/api/nucleus-auth/v1/token',
      'https://api.example/nucleus/v1/x',
    ],
  ])('It follows from %o.', async (options, signInUrl, resourceUrl) => {
    expect(await urlsOf(options)).toEqual([signInUrl, resourceUrl])
  })

  test('It must be said.', () => {
    const create = (): unknown => createGooruAuth({ clientId, clientKey })
    expect(create).toThrow(TypeError)
    expect(create).toThrow(/^@auth\/gooru: give `host` \(such as `gooru\.org`\) or `authBaseUrl` .*there is no default/)
  })

  test('It must be said once.', () => {
    const create = (): unknown => createGooruAuth({ ...basics, host: 'gooru.org' })
    expect(create).toThrow(TypeError)
    expect(create).toThrow(/`host`.*`authBaseUrl`.*not both/)
  })

  test('It must have TLS.', () => {
    const create = (): unknown =>
      createGooruAuth({ ...basics, authBaseUrl: 'http://gooru.example/api/nucleus-auth/v1' })
    expect(create).toThrow(expect.objectContaining({ code: 'insecure_url' }))
  })
})

describe('A wrong option', () => {
  test.each<[string, object]>([
    ['clientId', { clientId: '' }],
    ['clientKey', { clientKey: undefined }],
    ['clientId', { clientId: 'client\n' }],
    ['clientKey', { clientKey: 'key-from-a-file\n' }],
    ['clientKey', { clientKey: 'key\r\nwith-two-lines' }],
    ['appId', { appId: 'app\n' }],
    ['host', { authBaseUrl: undefined, host: 'gooru.org\n' }],
    ['authBaseUrl', { authBaseUrl: 'https://gooru.example/api/nucleus-auth/v1\n' }],
    ['host', { authBaseUrl: undefined, host: 'https://gooru.org' }],
    ['host', { authBaseUrl: undefined, host: 'gooru.org/api' }],
    ['host', { authBaseUrl: undefined, host: 'user@gooru.org' }],
    ['host', { authBaseUrl: undefined, host: 17 }],
    ['host', { authBaseUrl: undefined, host: '[gooru]' }],
    ['host', { authBaseUrl: undefined, host: 'gooru.org:https' }],
    ['authBaseUrl', { authBaseUrl: 'gooru.example' }],
    ['tokenHeaders', { tokenHeaders: 'bearer' }],
    ['appId', { appId: '' }],
    ['longLivedAccess', { longLivedAccess: 'yes' }],
    ['clientSecret', { clientSecret: 'x' }],
    ['username', { credentials: { password: 'x' } }],
    ['username', { credentials: { username: 'a:b', password: 'x' } }],
    ['password', { credentials: { username: 'ada', password: '' } }],
    ['credentials', { credentials: 'ada' }],
    ['credentials', { credentials: null }],
    ['anonymous', { credentials: { anonymous: false } }],
    ['username', { credentials: { username: 'ada', anonymous: true } }],
    ['identity', { credentials: { anonymous: true }, store: createMemoryStore() }],
  ])('It is a TypeError that names `%s`: %o.', (name, changes) => {
    // Wrong on purpose.
    const create = (): unknown => createGooruAuth({ ...basics, ...changes } as GooruAuthOptions)
    expect(create).toThrow(TypeError)
    expect(create).toThrow(new RegExp(`^@auth/gooru: .*\`${name}\``))
  })

  test('It is found in the credentials of signIn too, before anything is sent.', async () => {
    const fetch = answering(200, tokenBody())
    const auth = createGooruAuth({ ...basics, fetch })
    await expect(auth.signIn({ username: 'a:b', password: 'x' })).rejects.toThrow(/`username`.*colon/)
    await expect(auth.signIn({ username: '', password: 'x' })).rejects.toThrow(/`username`/)
    await expect(auth.signIn({ username: 'ada', password: '' })).rejects.toThrow(/`password`/)
    expect(fetch.requests).toHaveLength(0)
  })

  test('A store for visitors is right where there is an identity.', () => {
    const store = createMemoryStore()
    const create = (): unknown =>
      createGooruAuth({ ...basics, credentials: { anonymous: true }, store, identity: 'visitor-1' })
    expect(create).not.toThrow()
  })
})
