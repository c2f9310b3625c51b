import { answering, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createMeshyAuth, type MeshyAuthOptions } from '../src/index.ts'
import { setUp } from './support/meshy.ts'

const good: MeshyAuthOptions = { accountName: 'demo', publicKey: 'pk', credentials: { username: 'a', password: 'b' } }

test.each<[object, RegExp]>([
  [{ accountName: '' }, /^@auth\/meshy: `accountName` must be a non-empty string/],
  [{ publicKey: undefined }, /`publicKey` must be a non-empty string/],
  [{ scope: '' }, /`scope` must be a non-empty string/],
  [{ tenant: 17 }, /`tenant` must be a non-empty string/],
  [{ accountName: '.' }, /^@auth\/meshy: `accountName` must be the name of an account/],
  [{ accountName: '..' }, /`accountName` must be the name of an account/],
  [{ accountName: '\ud800' }, /`accountName` must be the name of an account/],
  [{ accountName: 'demo\n' }, /`accountName` must be .*environment variables often end in one: trim them$/],
  [{ publicKey: 'pk\n' }, /`publicKey` must be a non-empty string without line breaks/],
  [{ publicKey: 'pk\r\nx' }, /`publicKey` must be a non-empty string without line breaks/],
  [{ scope: 'meshy.api\n' }, /`scope` must be a non-empty string without line breaks/],
  [{ tenant: 'north\n' }, /`tenant` must be a non-empty string without line breaks/],
  [{ tenant: 'północ' }, /`tenant` must be Latin-1 text: it is sent as a header/],
  [{ authBaseUrl: 'https://auth.example\n' }, /`authBaseUrl` must be an absolute URL/],
  [{ apiBaseUrl: 'https://api.example /x' }, /`apiBaseUrl` must be an absolute URL/],
  [{ clientId: 'pk' }, /there is no option `clientId`.*publicKey/],
  [{ credentials: { username: 'a' } }, /`credentials`: `password` must be/],
  [{ credentials: 'ada' }, /`credentials`.* must be/],
  [{ credentials: null }, /`credentials`.* must be/],
  [{ credentials: { username: 'a', anonymous: false } }, /`anonymous` must be true/],
  [{ credentials: { username: 'a', password: 'b', anonymous: true } }, /there is no option `password`/],
])('Wrong options %j are reported when the client is made.', (wrong, message) => {
  const options = { ...good, ...wrong } as MeshyAuthOptions // wrong on purpose
  expect(() => createMeshyAuth(options)).toThrow(TypeError)
  expect(() => createMeshyAuth(options)).toThrow(message)
})

test('The token goes to the API host alone, and the credentials to the authentication host alone.', async () => {
  const sent: string[] = []
  const auth = createMeshyAuth({
    ...good,
    fetch: async (input, init) => {
      sent.push(new Request(input, init).url)
      return Response.json({ access_token: 'abc', expires_in: 3600, token_type: 'Bearer' })
    },
  })
  await auth.fetch('/users/me')
  expect(sent).toEqual(['https://auth.meshydb.com/demo/connect/token', 'https://api.meshydb.com/demo/users/me'])
  for (const url of ['https://auth.meshydb.com/demo', 'https://elsewhere.example/demo']) {
    expect(await failureOf(auth.fetch(url))).toMatchObject({ code: 'origin_not_allowed' })
  }
  expect(sent).toHaveLength(2)
})

test('A tenant that the caller names for one call stays.', async () => {
  const users = [{ username: 'ada', password: 'ada-password', tenant: 'north' }]
  const { auth, sent } = setUp({ tenant: 'north', publicKey: 'pk_north' }, { users, tenants: { north: 'pk_north' } })
  await auth.fetch('/users/me', { headers: { tenant: 'south' } })
  expect(sent.at(-1)?.headers.get('tenant')).toBe('south')
})

test('A tenant of Latin-1 letters, and an account with dots in its name, work.', async () => {
  const { auth, sent } = setUp(
    { tenant: 'größe', accountName: '...' },
    { accountName: '...', tenants: { größe: 'pk' } },
  )
  await failureOf(auth.getToken())
  expect(sent[0]?.headers.get('tenant')).toBe('größe')
  expect(new URL(sent[0]?.url ?? '').pathname).toBe('/meshy/auth/.../connect/token')
})

test('Slashes at the end of the base URL of the API do not count.', async () => {
  const fetch = answering(200, { access_token: 'abc', expires_in: 3600, token_type: 'Bearer' })
  await createMeshyAuth({ ...good, apiBaseUrl: 'https://api.example/v1//', fetch }).fetch('/users/me')
  expect(fetch.requests.at(-1)?.url).toBe('https://api.example/v1/demo/users/me')
})
