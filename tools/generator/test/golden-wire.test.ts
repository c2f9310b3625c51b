import { createTransport, serverUrl, type Transport } from '@auth/core/api'
import { answering } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import {
  createPet,
  createSession,
  createSessionServer,
  type GetStylesRequest,
  getStyles,
  hasStyles,
  putUser,
} from './golden/expected/index.ts'

function connect(
  status: number,
  body: string | object | null = null,
  headers: Record<string, string> = {},
): { transport: Transport; only(): Request } {
  const fetch = answering(status, body, headers)
  return {
    transport: createTransport({ provider: 'awkward', baseUrl: 'https://main.test', fetch }),
    only() {
      const [request, ...others] = fetch.requests
      if (!request || others.length > 0) throw new Error(`expected one request, not ${fetch.requests.length}`)
      return request
    },
  }
}

const least: GetStylesRequest = {
  queryKey: 'key-0000',
  bearerAuth: 'bearer-0000',
  simple: ['a', 'b,c'],
  matrix: { R: 100, G: null },
  label: [1, 2],
  constructor: 'c',
}

test('every parameter is sent in the style that the document gives it', async () => {
  const { transport, only } = connect(204)
  await getStyles(transport, {
    ...least,
    filter: { R: 1, G: 2 },
    spread: { x: '1', 'y z': '&' },
    commas: ['a', 'b'],
    spaces: ['a', 'b'],
    pipes: ['a', 'b'],
    default: 'a_b',
    class: true,
    'it\'s "quoted" \\ `${1+1}`': 'x',
    json: { deep: [1] },
    'X-Object': { R: 100 },
    'X-Shared': 7,
    theme: 'dark',
  })

  const { url, headers } = only()
  expect(url).toBe(
    'https://main.test/styles/a,b%2Cc/;R=100/.1,2' +
      '?filter%5BR%5D=1&filter%5BG%5D=2&x=1&y%20z=%26&commas=a,b&spaces=a%20b&pipes=a%7Cb&default=a_b&class=true' +
      '&it%27s+%22quoted%22+%5C+%60%24%7B1%2B1%7D%60=x&constructor=c&json=%7B%22deep%22%3A%5B1%5D%7D&api-key=key-0000',
  )
  expect(headers.get('x-object')).toBe('R=100')
  expect(headers.get('x-shared')).toBe('7')
  expect(headers.get('cookie')).toBe('theme=dark')
  expect(headers.get('authorization')).toBe('Bearer bearer-0000')
  expect(headers.get('accept')).toBe('application/json, application/problem+json')
})

test('null is left out', async () => {
  const { transport, only } = connect(204)
  await getStyles(transport, { ...least, default: null })

  expect(only().url).toBe('https://main.test/styles/a,b%2Cc/;R=100/.1,2?constructor=c&api-key=key-0000')
})

test('a range of successes may come without a body, and a range of mistakes is not about being too early', async () => {
  expect(await getStyles(connect(204).transport, least)).toMatchObject({ status: '2XX', data: undefined })
  expect(await getStyles(connect(200, { text: 'x' }).transport, least)).toMatchObject({
    status: '2XX',
    data: { text: 'x' },
  })
  const problem = { code: 'plain' }
  const type = { 'content-type': 'application/problem+json' }
  expect(await getStyles(connect(403, problem, type).transport, least)).toMatchObject({ status: '4XX', data: problem })
  for (const code of [408, 425, 429]) {
    expect(await getStyles(connect(code, problem, type).transport, least)).toMatchObject({
      status: 'undocumented',
      code,
    })
  }
})

test('an operation without a body has none, and a cookie shows who calls', async () => {
  const { transport, only } = connect(200)
  const result = await hasStyles(transport, { cookieKey: 'abc', simple: 'a', matrix: 'b', label: 'c' })

  expect(result).toMatchObject({ status: 200, data: undefined })
  expect(only().method).toBe('HEAD')
  expect(only().headers.get('cookie')).toBe('sid=abc')
})

const session = { user: 'ada-lovelace' }
const baseUrl = serverUrl(createSessionServer, { customer: 'acme' })

test('an operation with a server of its own goes there, once it is known who the customer is', async () => {
  const { transport, only } = connect(200, 'token-01234567', { 'content-type': 'text/plain' })
  await createSession(transport, { body: session }, { baseUrl })

  expect(only().url).toBe('https://acme.login.awkward.example/sessions')
  expect(() => serverUrl(createSessionServer)).toThrow('`customer`')
})

test('the fields of a form are written as the document says', async () => {
  const { transport, only } = connect(200, 'token-01234567', { 'content-type': 'text/plain' })
  const body = {
    ...session,
    roles: ['a', 'b'],
    scopes: ['c', 'd'],
    colour: { R: 1 },
    claims: { e: [1] },
    remember: null,
  }
  await createSession(transport, { body }, { baseUrl })

  expect(await only().text()).toBe(
    'user=ada-lovelace&roles=a&roles=b&scopes=c,d&colour%5BR%5D=1&claims=%7B%22e%22%3A%5B1%5D%7D',
  )
})

test('a text is read with its headers and cookies, and none of them is shown', async () => {
  const headers = { token: 'header-01234567', 'set-cookie': 'sid=cookie-01234567; HttpOnly' }
  const { transport, only } = connect(200, 'token-01234567', { ...headers, 'content-type': 'text/plain' })
  const result = await createSession(transport, { body: session }, { baseUrl })

  expect(result).toMatchObject({ status: 200, data: 'token-01234567' })
  if (result.status !== 200) throw new Error('not a success')
  expect(result.headers).toEqual({ Token: 'header-01234567', 'Set-Cookie': ['sid=cookie-01234567; HttpOnly'] })
  expect(only().headers.get('accept')).toBe('text/plain, application/json')

  const echo = connect(400, 'not header-01234567', { ...headers, 'content-type': 'text/plain' })
  expect(await createSession(echo.transport, { body: session }, { baseUrl })).toMatchObject({
    status: 400,
    data: undefined,
    text: 'not [redacted]',
  })
})

test('a text in JSON is read', async () => {
  const { transport } = connect(201, '"token-01234567"', { 'content-type': 'application/json' })
  expect(await createSession(transport, { body: session }, { baseUrl })).toMatchObject({ data: 'token-01234567' })
})

test('what only the server writes is not sent, and what is only sent need not come back', async () => {
  const type = { 'content-type': 'application/vnd.awkward+json' }
  const { transport, only } = connect(200, { id: 1, name: 'a' }, type)
  const fromServer = {
    id: 1,
    name: 'a',
    password: 'secret-0000',
    manager: { id: 2, name: 'b', password: 'secret-0001' },
  }
  const result = await putUser(transport, { oauth: 'token-0000', body: fromServer })

  expect(await only().json()).toEqual({
    name: 'a',
    password: 'secret-0000',
    manager: { name: 'b', password: 'secret-0001' },
  })
  expect(only().headers.get('content-type')).toBe('application/vnd.awkward+json')
  expect(only().headers.get('authorization')).toBe('Bearer token-0000')
  expect(result).toMatchObject({ status: 200, data: { id: 1, name: 'a' } })
})

test('an integer that JavaScript rounds is refused, and not rounded', async () => {
  const type = { 'content-type': 'application/json' }
  const { transport } = connect(200, '{"id":9007199254740993,"name":"a"}', type)

  await expect(
    putUser(transport, { oauth: 'token-0000', body: { name: 'a', password: 'secret-0000' } }),
  ).rejects.toThrow('id: expected an integer below 2^53')
})

test('an answer that nothing is said about is read as it is', async () => {
  for (const answer of [{ a: [null, 1] }, [true], 'text', 5, null]) {
    const { transport } = connect(200, JSON.stringify(answer), { 'content-type': 'application/json' })
    expect(await createPet(transport, { body: { kind: 'Dog' } })).toMatchObject({ status: 200, data: answer })
  }
})
