import { createTransport, serverUrl, type Transport } from '@auth/core/api'
import { answering } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { _delete, createGrant, createShape, getThing, putNote, server } from './golden/expected/index.ts'

const thing = { id: 'abc', class: 'c', 'nullable-required': null, colour: 'red' }
const credentials = { queryKey: 'key&0000' }

function connect(status: number, body?: string | object): { transport: Transport; requests: Request[] } {
  const fetch = answering(status, body ?? null)
  const baseUrl = serverUrl(server, { region: 'us' })
  return { transport: createTransport({ provider: 'awkward', baseUrl, fetch }), requests: fetch.requests }
}

async function sent(requests: Request[]): Promise<{ url: string; method: string; body: string; headers: Headers }> {
  const [request, ...others] = requests
  if (!request || others.length > 0) throw new Error(`expected one request, not ${requests.length}`)
  return { url: request.url, method: request.method, body: await request.text(), headers: request.headers }
}

test('a server has its default variables, and those that are given', () => {
  expect(serverUrl(server)).toBe('https://eu.awkward.example/v1')
  expect(serverUrl(server, { region: 'us', version: 'v2' })).toBe('https://us.awkward.example/v2')
})

test('parameters with brackets, dashes and quotes go where the document says, encoded', async () => {
  const { transport, requests } = connect(200, thing)

  await getThing(transport, {
    ...credentials,
    'thing-id': 'a/b c',
    'X-Request-Id': 'r-1',
    'page[limit]': 10,
    tags: ['x', 'y z'],
    sort: 'say "hi"',
  })

  const { url, method, body, headers } = await sent(requests)
  expect(method).toBe('GET')
  expect(url).toBe(
    'https://us.awkward.example/v1/things/a%2Fb%20c' +
      '?page%5Blimit%5D=10&tags=x&tags=y+z&sort=say+%22hi%22&api-key=key%260000',
  )
  expect(headers.get('x-request-id')).toBe('r-1')
  expect(headers.get('authorization')).toBeNull()
  expect(headers.get('content-type')).toBeNull()
  expect(body).toBe('')
})

test('of several ways to show who calls, the one that is given is sent', async () => {
  const { transport, requests } = connect(204)

  await getThing(transport, { 'thing-id': 'a', basicAuth: { username: 'ada-lovelace', password: 'correct:hörse' } })

  const { url, headers } = await sent(requests)
  expect(url).toBe('https://us.awkward.example/v1/things/a')
  expect(headers.get('authorization')).toBe(`Basic ${Buffer.from('ada-lovelace:correct:hörse').toString('base64')}`)
})

test('optional parameters that are not given are not sent', async () => {
  const { transport, requests } = connect(204)

  await getThing(transport, { ...credentials, 'thing-id': 'a', tags: undefined })

  const { url, headers } = await sent(requests)
  expect(url).toBe('https://us.awkward.example/v1/things/a?api-key=key%260000')
  expect(headers.has('x-request-id')).toBe(false)
})

test('an operation named after a reserved word is callable, with and without its optional token', async () => {
  const anonymous = connect(204)
  const signedIn = connect(204)

  await _delete(anonymous.transport, { 'thing-id': 'a' })
  await _delete(signedIn.transport, { 'thing-id': 'a', bearerAuth: 't' })

  expect(await sent(anonymous.requests)).toMatchObject({ method: 'DELETE', body: '' })
  expect((await sent(anonymous.requests)).headers.has('authorization')).toBe(false)
  expect((await sent(signedIn.requests)).headers.get('authorization')).toBe('Bearer t')
})

test('a union body goes out as JSON', async () => {
  const { transport, requests } = connect(201, [thing])

  const result = await createShape(transport, { body: { kind: 'circle', radius: 1.5 } })

  const { url, body, headers } = await sent(requests)
  expect(url).toBe('https://us.awkward.example/v1/shapes')
  expect(headers.get('content-type')).toBe('application/json')
  expect(JSON.parse(body)).toEqual({ kind: 'circle', radius: 1.5 })
  expect(result).toMatchObject({ status: 201, data: [thing] })
})

test('a union body goes out as a form, without the members that are undefined', async () => {
  const { transport, requests } = connect(200, thing)

  await createGrant(transport, { body: { grant_type: 'key', key: 'a&b=c d', mode: undefined } })

  const { body, headers } = await sent(requests)
  expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded')
  expect(body).toBe('grant_type=key&key=a%26b%3Dc+d')
})

test('an optional body may be left out', async () => {
  const without = connect(200)
  const withNote = connect(200)

  await putNote(without.transport, {})
  await putNote(withNote.transport, { body: { text: 'x' } })

  expect(await sent(without.requests)).toMatchObject({ method: 'PUT', body: '' })
  expect((await sent(without.requests)).headers.has('content-type')).toBe(false)
  expect(await sent(withNote.requests)).toMatchObject({ body: '{"text":"x"}' })
})

const error = { code: 'plain', status: 400 }
test.each<[string, number, string | object, object]>([
  ['a success', 200, thing, { status: 200, code: 200, data: thing }],
  ['a status without a body', 204, '', { status: 204, code: 204, data: undefined }],
  ['a status in a range', 418, error, { status: '4XX', code: 418, data: { code: 'plain', status: '400' } }],
  ['an error that is not JSON', 404, 'not here', { status: '4XX', code: 404, data: undefined, text: 'not here' }],
  ['any other status', 503, error, { status: 'default', code: 503, data: { code: 'plain', status: '400' } }],
])('%s is told by its documented status', async (_, status, body, expected) => {
  const { transport } = connect(status, body)

  expect(await getThing(transport, { ...credentials, 'thing-id': 'a' })).toMatchObject(expected)
})

test('a status that the document leaves out is undocumented', async () => {
  const { transport } = connect(500, 'oops')

  expect(await _delete(transport, { 'thing-id': 'a' })).toMatchObject({
    status: 'undocumented',
    code: 500,
    data: undefined,
    text: 'oops',
  })
})

test('a success that breaks its schema names the paths that are wrong and not the values', async () => {
  const { transport } = connect(201, [thing, { ...thing, colour: 'secret-blue' }])
  const call = createShape(transport, { body: { kind: 'square', side: 1 } })

  await expect(call).rejects.toThrow(/1\.colour: expected one of/)
  await expect(call).rejects.toMatchObject({ code: 'invalid_response', status: 201 })
  await expect(call).rejects.not.toThrow(/secret-blue/)
})

test('secrets of parameters, headers and bodies do not come back in texts', async () => {
  const echo = connect(400, 'sort=back\\slash user=ada-lovelace password=correct-horse')
  const result = await getThing(echo.transport, {
    basicAuth: { username: 'ada-lovelace', password: 'correct-horse' },
    'thing-id': 'a',
    sort: 'back\\slash',
  })

  expect(result.text).toMatch(/sort=.* user=.* password=/)
  expect(result.text).not.toMatch(/slash|lovelace|correct/)
})
