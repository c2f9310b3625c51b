import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Auth, type AuthOptions, createMemoryStore } from '@auth/core'
import { createVirtualClock, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { nameProvider } from '../src/names.ts'
import { createModel } from '../src/package-model.ts'
import { adapterFile } from '../src/templates/adapter.ts'
import { adoptText } from './support/adopt-text.ts'
import { createWithoutJava } from './support/create-without-java.ts'
import { typeCheck } from './support/repository-copy.ts'
import { startSmallServer } from './support/small-server.ts'

test('a renewal and a sign-out that the document describes are called as it says', async () => {
  const spec = fileURLToPath(new URL('fixture/shapes/renewal.yaml', import.meta.url))
  const { folder } = await createWithoutJava({ name: 'notes', spec })
  expect(await typeCheck(folder)).toBe('')
  const { createNotesAuth }: { createNotesAuth: (options: AuthOptions<object>) => Auth<object, object> } = await import(
    join(folder, 'src/index.ts')
  )
  const clock = createVirtualClock()
  const session = (number: number) => ({ token: `token-${number}`, refreshToken: `refresh-${number}`, expiresIn: 60 })
  let isSpent = false
  const { url, asked } = await startSmallServer(clock.now(), ({ path }) => {
    if (path === '/auth/login') return { status: 200, body: session(1) }
    if (path === '/auth/refresh') return isSpent ? { status: 401 } : { status: 200, body: session(2) }
    return path === '/auth/logout' ? { status: 204 } : { status: 200, body: [] }
  })
  const urls = { authBaseUrl: url, apiBaseUrl: url }
  const auth = createNotesAuth({ ...urls, clock, store: createMemoryStore(), identity: 'ada' })
  await auth.signIn({ username: 'ada', password: 'right-password' })
  await clock.advance(61_000)
  expect((await auth.getToken()).value).toBe('token-2')
  expect(JSON.parse(asked[1]?.body ?? '')).toEqual({ refreshToken: 'refresh-1' })
  isSpent = true
  await clock.advance(61_000)
  expect(await failureOf(auth.getToken())).toMatchObject({ code: 'reauth_required', status: 401, phase: 'renew' })

  await auth.signIn({ username: 'ada', password: 'right-password' })
  await auth.signOut()
  expect(asked.at(-1)).toMatchObject({ method: 'POST', path: '/auth/logout' })
  expect(asked.at(-1)?.headers.authorization).toBe('Bearer token-1')
  expect(await readFile(join(folder, 'src/adapter.ts'), 'utf8')).not.toMatch(/`renew`|`signOut`/)
})

const token = '{ type: object, properties: { access_token: { type: string }, refresh_token: { type: string } } }'
const json = (schema: string) => `content: { application/json: { schema: ${schema} } }`
const answer = `responses: { "200": { description: OK, ${json('{ $ref: "#/components/schemas/Token" }')} } }`
const sends = (members: string, required = '') =>
  `requestBody: { required: true, ${json(`{ type: object, required: [${required}], properties: { ${members} } }`)} }`
const login = `/login: { post: { operationId: login, ${sends('user: { type: string }, password: { type: string }', 'user, password')}, ${answer} } }`
const done = 'responses: { "204": { description: OK } }'

function adapterOf(paths: string, schemes = '{}'): string {
  const components = `{ schemas: { Token: ${token} }, securitySchemes: ${schemes} }`
  return adapterFile(createModel(nameProvider('acme'), adoptText(`{ ${paths} }`, components))).replaceAll(/\s+/g, ' ')
}

test('a token endpoint of all grants renews, too', () => {
  const members =
    'grant_type: { type: string, enum: [password, refresh_token] }, username: { type: string }, password: { type: string }, refresh_token: { type: string }'
  const code = adapterOf(
    `/oauth/token: { post: { operationId: getToken, ${sends(members, 'grant_type')}, ${answer} } }`,
  )
  expect(code).toContain("body: { grant_type: 'refresh_token', refresh_token: refreshToken, }, }, { retry: 'unsent' }")
  expect(code).toContain("body: { grant_type: 'password'")
})

test('an option that is called like a token is not taken for one', () => {
  const members = 'user: { type: string }, password: { type: string }, refresh_token: { type: boolean }'
  const code = adapterOf(`/login: { post: { operationId: login, ${sends(members, 'user, password')}, ${answer} } }`)
  expect(code).toContain('refresh_token: refreshToken')
  expect(code).not.toContain('async renew')
})

test.each<[string, string, string]>([
  ['a header of its own', '{ key: { type: apiKey, in: header, name: x-token } }', '{ key: accessToken, }'],
  ['a cookie', '{ key: { type: apiKey, in: cookie, name: sid } }', '{ key: accessToken, }'],
  [
    'a header with words before it',
    '{ key: { type: apiKey, in: header, name: Authorization, description: "Bearer <token>" } }',
    `{ key: \`Bearer \${accessToken}\`, }`,
  ],
])('a sign-out that takes the token in %s is called with it', (_, schemes, request) => {
  const logout = `/logout: { post: { operationId: logout, security: [{ key: [] }], ${done} } }`
  expect(adapterOf(`${login}, ${logout}`, schemes)).toContain(`await logout(context.transport, ${request}, `)
})

test('the refresh token is revoked where there is one, and with it what it brought', () => {
  const hint = 'token: { type: string }, token_type_hint: { type: string }'
  const code = adapterOf(`${login}, /revoke: { post: { operationId: revoke, ${sends(hint, 'token')}, ${done} } }`)
  expect(code).toContain('{ body: { token: refreshToken ?? accessToken, }, }')
})

const post = (path: string, id: string, rest: string): string => `${path}: { post: { operationId: ${id}, ${rest} } }`
const refresh = 'refresh_token: { type: string }'
const bare = json('{ type: object, properties: { access_token: { type: string } } }')

test.each<[string, string]>([
  [
    'renewal that takes the secret of a client',
    post(
      '/refresh',
      'refreshToken',
      `${sends(`${refresh}, client_secret: { type: string }`, 'client_secret')}, ${answer}`,
    ),
  ],
  [
    'renewal that answers otherwise',
    post('/refresh', 'refreshToken', `${sends(refresh)}, responses: { "200": { description: OK, ${bare} } }`),
  ],
  ['renewal that takes nothing', post('/refresh', 'refreshToken', answer)],
  [
    'renewal that takes a refresh token as its credentials',
    post('/refresh', 'refreshToken', `security: [{ refresh: [] }], ${answer}`),
  ],
  [
    'sign-out of a client',
    post('/revoke', 'revoke', `security: [{ client: [] }], ${sends('token: { type: string }', 'token')}, ${done}`),
  ],
  ['sign-out that takes nothing', post('/logout', 'logout', done)],
  [
    'sign-out from everywhere',
    post('/logout/all', 'logoutAll', `${sends('token: { type: string }', 'token')}, ${done}`),
  ],
])('a %s is left to fill in', (_, path) => {
  const schemes = '{ client: { type: http, scheme: basic }, refresh: { type: http, scheme: bearer } }'
  const code = adapterOf(`${login}, ${path}`, schemes)
  expect(code).toMatch(/FILL IN: `renew` and `signOut`, where Acme has calls for that\. Not used yet: /)
  expect(code).not.toMatch(/async (renew|signOut)/)
})
