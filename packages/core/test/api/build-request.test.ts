import { describe, expect, test } from 'vitest'
import { buildRequest as buildWith } from '../../src/api/build-request.ts'
import type { Operation } from '../../src/api/operation.ts'
import { schema } from '../../src/api/schema.ts'
import { commaDelimited } from '../../src/api/styles.ts'
import { writeForm, writeJson } from '../../src/api/write-body.ts'

function buildRequest(target: Operation, baseUrl: string, values: object) {
  const secrets = new Set<string>()
  return { ...buildWith(target, baseUrl, values, secrets), secrets }
}
const operation: Operation = { id: 'call', method: 'POST', path: '/{tenant}/connect', responses: {} }
const inPath: Operation = { ...operation, parameters: [{ in: 'path', name: 'tenant' }] }
const plain: Operation = { ...operation, path: '/connect' }
const withQuery = (name: string, secret?: true): Operation => ({
  ...plain,
  parameters: [{ in: 'query', name, ...(secret && { secret }) }],
})
const base = 'https://auth.example.com'

describe('A path parameter', () => {
  test.each([
    ['acme', '/acme/connect'],
    ['a b/c?d#e', '/a%20b%2Fc%3Fd%23e/connect'],
    ['ü$&', '/%C3%BC%24%26/connect'],
    ['{tenant}', '/%7Btenant%7D/connect'],
    ['%2e%2e', '/%252e%252e/connect'],
    ['...', '/.../connect'],
    [['a,b', 'c/d'], '/a%2Cb,c%2Fd/connect'],
    ['half a character: \ud83d', '/half%20a%20character%3A%20%EF%BF%BD/connect'],
  ])('%j is encoded as one segment.', (tenant, path) => {
    const { url } = buildRequest(inPath, base, { tenant })
    expect(new URL(url).pathname).toBe(path)
  })

  test.each(['.', '..', '', undefined])('%j is refused, since it would change the path.', (tenant) => {
    expect(() => buildRequest(inPath, base, { tenant })).toThrow(TypeError)
    expect(() => buildRequest(inPath, base, { tenant })).toThrow('`tenant` is part of a path')
  })

  test('follows the path of the base URL, whose last slash does not matter.', () => {
    expect(buildRequest(inPath, 'https://x.test/v1/', { tenant: 'a' }).url).toBe('https://x.test/v1/a/connect')
    expect(buildRequest(inPath, 'https://x.test/v1//', { tenant: 'a' }).url).toBe('https://x.test/v1/a/connect')
    expect(buildRequest(inPath, 'https://x.test/v1', { tenant: 'a' }).url).toBe('https://x.test/v1/a/connect')
  })
})

describe('A query parameter', () => {
  test.each([
    ['page[limit]', 25, '?page%5Blimit%5D=25'],
    ['email', 'a+b@x.test', '?email=a%2Bb%40x.test'],
    ['q', 'ü & = %', '?q=%C3%BC+%26+%3D+%25'],
    ['id', ['a', 'b'], '?id=a&id=b'],
    ['id', [], ''],
    ['id', undefined, ''],
    ['id', null, ''],
    ['id', ['a', null, 'b'], '?id=a&id=b'],
    ['constructor', undefined, ''],
    ['flag', false, '?flag=false'],
  ])('%s of %j is sent as %s.', (name, value, search) => {
    const { url } = buildRequest(withQuery(name), base, { [name]: value })
    expect(url).toBe(`${base}/connect${search}`)
    if (typeof value === 'string') expect(new URL(url).searchParams.get(name)).toBe(value)
  })

  test.each([{}, [{ a: 1 }], new Date(0)])('%j is refused by name, since nothing says how to write it.', (value) => {
    expect(() => buildRequest(withQuery('when'), base, { when: value })).toThrow(
      '`when` must be a text, a number or a boolean',
    )
  })

  test('named like what every object has is not sent unless it is given.', () => {
    expect(buildRequest(withQuery('toString'), base, {}).url).toBe(`${base}/connect`)
  })

  test('that is secret is known as one.', () => {
    expect([...buildRequest(withQuery('password', true), base, { password: 'hunter2!' }).secrets]).toEqual(['hunter2!'])
    expect([...buildRequest(withQuery('page'), base, { page: 2 }).secrets]).toEqual([])
  })
})

describe('Credentials', () => {
  test('of basic authentication are sent as UTF-8, and known as secrets in every part.', () => {
    const basic: Operation = { ...plain, security: [{ type: 'basic', from: 'basic' }] }
    const username = 'jürgen'
    const password = 'pässwörd:€'
    const { headers, secrets } = buildRequest(basic, base, { basic: { username, password } })
    const encoded = Buffer.from(`${username}:${password}`, 'utf8').toString('base64')
    expect(headers.get('authorization')).toBe(`Basic ${encoded}`)
    expect([...secrets]).toEqual([username, password, encoded])
  })

  test('of basic authentication may be long.', () => {
    const basic: Operation = { ...plain, security: [{ type: 'basic', from: 'basic' }] }
    const password = 'ö'.repeat(200_000)
    const { headers } = buildRequest(basic, base, { basic: { username: 'x', password } })
    expect(headers.get('authorization')).toBe(`Basic ${Buffer.from(`x:${password}`).toString('base64')}`)
  })

  test('go where the operation says.', () => {
    const keyed: Operation = {
      ...plain,
      security: [
        { type: 'bearer', from: 'bearer' },
        { type: 'header', name: 'x-api-key', from: 'apiKey' },
        { type: 'query', name: 'key', from: 'queryKey' },
      ],
    }
    const { headers, url, secrets } = buildRequest(keyed, base, { bearer: 'b1', apiKey: 'k1', queryKey: 'q&1' })
    expect(headers.get('authorization')).toBe('Bearer b1')
    expect([...headers.keys()]).toEqual(['accept', 'authorization', 'x-api-key'])
    expect(headers.get('x-api-key')).toBe('k1')
    expect(url).toBe(`${base}/connect?key=q%261`)
    expect([...secrets]).toEqual(['b1', 'k1', 'q&1'])
    expect([...buildRequest(keyed, base, {}).headers.keys()]).toEqual(['accept'])
  })

  test('that no header can hold are refused without being repeated.', () => {
    const keyed: Operation = { ...plain, security: [{ type: 'header', name: 'x-api-key', from: 'apiKey' }] }
    for (const apiKey of ['hunter2\nhunter3', 'hunter2€']) {
      const attempt = (): unknown => buildRequest(keyed, base, { apiKey })
      expect(attempt).toThrow('`x-api-key` is sent as a header')
      expect(attempt).not.toThrow(/hunter/)
    }
  })
})

describe('A header parameter', () => {
  test('is left out when it is undefined or null, and holds several values in one line.', () => {
    const tenant: Operation = { ...plain, parameters: [{ in: 'header', name: 'tenant' }] }
    expect(buildRequest(tenant, base, { tenant: undefined }).headers.has('tenant')).toBe(false)
    expect(buildRequest(tenant, base, { tenant: null }).headers.has('tenant')).toBe(false)
    expect(buildRequest(tenant, base, { tenant: ['a', 'b'] }).headers.get('tenant')).toBe('a,b')
  })
})

describe('A body', () => {
  const fields = schema<unknown>({
    type: 'object',
    properties: { username: { type: 'string' }, password: { type: 'string', secret: true } },
  })

  test('of a form encodes +, &, %, umlauts and spaces, and leaves out what is undefined.', () => {
    const form: Operation = { ...plain, body: { type: 'form', schema: fields } }
    const password = 'a+b&c%d=ü e'
    const { body, headers, secrets } = buildRequest(form, base, { body: { username: 'x', scope: undefined, password } })
    expect(body).toBe('username=x&password=a%2Bb%26c%25d%3D%C3%BC+e')
    expect(new URLSearchParams(body).get('password')).toBe(password)
    expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded')
    expect([...secrets]).toEqual([password])
  })

  test('of a form repeats the name for a list, and leaves out what is null.', () => {
    const form: Operation = { ...plain, body: { type: 'form', schema: fields } }
    const { body } = buildRequest(form, base, { body: { scope: ['a', 'b c'], none: [], nothing: null, last: 1 } })
    expect(body).toBe('scope=a&scope=b+c&last=1')
  })

  test('of a form refuses an object by name, since nothing says how to write it.', () => {
    const form: Operation = { ...plain, body: { type: 'form', schema: fields } }
    expect(() => buildRequest(form, base, { body: { address: { city: 'x' } } })).toThrow(
      '`address` must be a text, a number or a boolean',
    )
  })

  test('of a form writes a field as the document says.', () => {
    const form: Operation = {
      ...plain,
      body: { type: 'form', schema: fields, write: writeForm(fields, { tags: commaDelimited }) },
    }
    expect(buildRequest(form, base, { body: { tags: ['a', 'b c'], toString: 'x' } }).body).toBe(
      'tags=a,b%20c&toString=x',
    )
    expect(buildRequest(form, base, { body: { tags: undefined } }).body).toBe('')
  })

  test('of JSON may have a content type of its own.', () => {
    const contentType = 'application/vnd.api+json'
    const json: Operation = { ...plain, body: { type: 'json', schema: fields, contentType } }
    expect(buildRequest(json, base, { body: {} }).headers.get('content-type')).toBe(contentType)
  })

  test('is sent without what only the server writes, while the secrets in it are still known.', () => {
    const user = schema<unknown>({
      type: 'object',
      readOnly: ['id'],
      properties: { name: { type: 'string' }, password: { type: 'string', secret: true } },
    })
    const json: Operation = { ...plain, body: { type: 'json', schema: user, write: writeJson(user) } }
    const { body, secrets } = buildRequest(json, base, { body: { id: 7, name: 'ada', password: 'hunter2!', more: 1 } })
    expect(body).toBe('{"name":"ada","password":"hunter2!","more":1}')
    expect([...secrets]).toEqual(['hunter2!'])
  })

  test('of JSON leaves out what is undefined.', () => {
    const json: Operation = { ...plain, body: { type: 'json', schema: fields } }
    const { body, headers } = buildRequest(json, base, { body: { username: 'ü', password: undefined, n: null } })
    expect(body).toBe('{"username":"ü","n":null}')
    expect(headers.get('content-type')).toBe('application/json')
  })

  test('that is absent is not sent, nor is its type.', () => {
    const json: Operation = { ...plain, body: { type: 'json', schema: fields } }
    const { body, headers } = buildRequest(json, base, {})
    expect(body).toBeUndefined()
    expect(headers.has('content-type')).toBe(false)
    expect(headers.get('accept')).toBe('application/json')
  })
})
