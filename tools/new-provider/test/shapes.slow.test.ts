import { createHmac } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Auth, AuthOptions } from '@auth/core'
import { createVirtualClock, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createWithoutJava } from './support/create-without-java.ts'
import { typeCheck } from './support/repository-copy.ts'
import { type Answer, type Asked, startSmallServer } from './support/small-server.ts'

interface Shape {
  readonly document: string
  readonly pascal: string
  /** Where the API is, below the host. */
  readonly base: string
  readonly credentials: object
  readonly options?: object
  /** What the server says to a sign-in, for the right one and for another. */
  readonly answer: (asked: Asked) => Answer
  readonly refused: object
  /** What calls carry. */
  readonly carried: Readonly<Record<string, string>>
  readonly expiresInMs?: number
}

const start = createVirtualClock().now()
const signature = (key: string): string => createHmac('sha256', 'the-shared-secret').update(key).digest('hex')
const of = (body: string): Record<string, string> => Object.fromEntries(new URLSearchParams(body))
const json = (body: string) => JSON.parse(body || '{}')
const bearer = { authorization: 'Bearer the-token' }

const shapes: readonly Shape[] = [
  {
    document: 'form',
    pascal: 'Form',
    base: '/v1',
    options: { clientId: 'ada' },
    credentials: { clientSecret: 'right=&secret' },
    answer: ({ path, body }) =>
      path === '/v1/security/oauth2/token' && of(body)['client_secret'] === 'right=&secret'
        ? { status: 200, body: { access_token: 'the-token', expires_in: 1799 } }
        : { status: 401, body: { error: 'invalid_client' } },
    refused: { credentials: { clientSecret: 'wrong-secret' } },
    carried: bearer,
    expiresInMs: 1_799_000,
  },
  {
    document: 'envelope',
    pascal: 'Envelope',
    base: '/api',
    credentials: { email: 'ada@mail.test', password: 'right-password' },
    answer: ({ path, body }) => {
      const { type, attributes } = json(body).data
      const isRight = path === '/api/sessions' && type === 'session' && attributes.password === 'right-password'
      const session = { expiresAt: new Date(start + 60_000).toISOString(), secret: { value: 'the-token' } }
      return isRight
        ? { status: 201, body: { data: { session } } }
        : { status: 401, body: { title: 'no', status: 401 } }
    },
    refused: { credentials: { email: 'ada@mail.test', password: 'wrong-password' } },
    carried: bearer,
    expiresInMs: 60_000,
  },
  {
    document: 'basic',
    pascal: 'Basic',
    base: '/api/v2',
    credentials: { username: 'ada', password: 'right:password%' },
    answer: ({ path, headers }) =>
      path === '/api/v2/token/' && headers.authorization === `Basic ${btoa('ada:right:password%')}`
        ? { status: 200, body: { access_token: 'the-token', expires_at: start / 1000 + 1200 } }
        : { status: 401, body: { message: 'no' } },
    refused: { credentials: { username: 'ada', password: 'wrong-password' } },
    carried: bearer,
    expiresInMs: 1_200_000,
  },
  {
    document: 'signature',
    pascal: 'Signature',
    base: '/v1',
    credentials: { key: 'right-key-of-ada', xBankClientSignature: signature('right-key-of-ada') },
    answer: ({ path, headers }) =>
      path === '/v1/session-server' &&
      headers['x-bank-client-signature'] === signature(String(headers['x-bank-api-key']))
        ? { status: 200, body: { token: { token: 'the-token' }, ttl: 300 } }
        : { status: 400 },
    refused: { credentials: { key: 'right-key-of-ada', xBankClientSignature: 'wrong-signature' } },
    carried: { 'x-bank-client-authentication': 'the-token' },
    expiresInMs: 300_000,
  },
  {
    document: 'cookie',
    pascal: 'Cookie',
    base: '/api',
    credentials: { auth: 'ada', password: 'right-password' },
    answer: ({ path, body }) =>
      path === '/api/auth/login' && json(body).password === 'right-password'
        ? { status: 204, headers: { 'set-cookie': ['lang=en; Path=/', 'tasks-session=the-token; Path=/; HttpOnly'] } }
        : { status: 400 },
    refused: { credentials: { auth: 'ada', password: 'wrong-password' } },
    carried: { cookie: 'tasks-session=the-token' },
  },
  {
    document: 'cookies',
    pascal: 'Cookies',
    base: '/api',
    credentials: { username: 'ada', password: 'right-password' },
    answer: ({ path, body }) =>
      path === '/api/login' && json(body).password === 'right-password'
        ? { status: 200, headers: { 'set-cookie': ['old=; Max-Age=0', 'sid=the-token; Path=/', 'node=b; HttpOnly'] } }
        : { status: 403 },
    refused: { credentials: { username: 'ada', password: 'wrong-password' } },
    carried: { cookie: 'sid=the-token; node=b' },
  },
  {
    document: 'header',
    pascal: 'Header',
    base: '',
    credentials: { loginId: 'ada', password: 'right-password' },
    answer: ({ path, body }) =>
      path === '/api/v4/users/login' && json(body).login_id === 'ada' && json(body).password === 'right-password'
        ? { status: 201, headers: { token: 'the-token' }, body: { id: 'u-1', friends: [], props: { a: 1 } } }
        : { status: 400 },
    refused: { credentials: { loginId: 'ada', password: 'wrong-password' } },
    carried: bearer,
  },
  {
    document: 'text',
    pascal: 'Text',
    base: '',
    options: { account: 'acme' },
    credentials: { apiKey: 'right-key-of-ada' },
    answer: ({ path, body }) =>
      path === '/authn/acme/authenticate' && json(body).api_key === 'right-key-of-ada'
        ? { status: 200, body: 'the-token' }
        : { status: 401 },
    refused: { credentials: { apiKey: 'wrong-key-of-ada' } },
    carried: { authorization: 'Token the-token' },
  },
]

test.for(shapes)('a document of the shape “$document” becomes an adapter that signs in as it stands', async (shape) => {
  const { document, pascal, base, options, credentials, refused, carried, expiresInMs } = shape
  const spec = fileURLToPath(new URL(`fixture/shapes/${document}.yaml`, import.meta.url))
  const { folder } = await createWithoutJava({ name: document, spec })
  const adapter = await readFile(join(folder, 'src/adapter.ts'), 'utf8')
  expect(adapter).not.toContain('fillIn(')
  // What is said about the work that is left is not a part of the adapter.
  expect(adapter.split('\n').filter((line) => !/^\s*\/\//.test(line)).length).toBeLessThan(60)
  expect(await typeCheck(folder)).toBe('')

  const isCall = (asked: Asked): boolean => asked.path.endsWith('/things')
  const { url, asked } = await startSmallServer(start, (one) =>
    isCall(one) ? { status: 200, body: [] } : shape.answer(one),
  )
  const clock = createVirtualClock()
  const urls = { authBaseUrl: `${url}${base}`, apiBaseUrl: url }
  const { [`create${pascal}Auth`]: create }: Record<string, (given: object) => Auth<object, object>> = await import(
    join(folder, 'src/index.ts')
  )
  if (!create) throw new Error('the package has another name')
  const all: AuthOptions<object> = { ...options, ...urls, clock, credentials }
  const auth = create(all)
  expect((await auth.fetch('/things')).status).toBe(200)
  expect((await auth.fetch('/things')).status).toBe(200)
  expect(asked.map(isCall)).toEqual([false, true, true])
  expect(asked[1]?.headers).toMatchObject(carried)
  expect((await auth.getToken()).expiresAt).toBe(expiresInMs === undefined ? undefined : clock.now() + expiresInMs)

  const failure = await failureOf(create({ ...all, ...refused }).getToken())
  const code = expect.stringMatching(/^(invalid_(credentials|request)|access_denied)$/)
  expect(failure).toMatchObject({ phase: 'sign-in', provider: document, code })
  expectNoSecrets(failure, ['wrong-password', 'wrong-secret', 'wrong-key-of-ada', 'wrong-signature'])
})
