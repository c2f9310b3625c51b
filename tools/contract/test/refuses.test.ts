import { answering } from '@auth-tools/testing'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Contract, createContract } from '../src/create-contract.ts'
import { createSpec, loadSpec, type Spec } from '../src/spec.ts'

const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const tokens = { access_token: 'token', expires_in: 3600, token_type: 'Bearer', refresh_token: 'next' }
const signIn = { client_id: 'pk', grant_type: 'password', username: 'ada', password: 'secret' }
const meshyUrl = 'https://auth.meshydb.com/demo/connect/token'

let specs: Record<'meshy' | 'elasticpath' | 'gooru' | 'genlogs', Spec>

beforeAll(async () => {
  const [meshy, elasticpath, gooru, genlogs] = await Promise.all(
    (['meshy', 'elasticpath', 'gooru', 'genlogs'] as const).map(loadSpec),
  )
  if (!meshy || !elasticpath || !gooru || !genlogs) throw new Error('a document is missing')
  specs = { meshy, elasticpath, gooru, genlogs }
})

/** A MeshyDB sign-in, and its answer, with whatever differs. */
function ask(
  url: string,
  request: RequestInit & { fields?: Record<string, string> } = {},
  [status, body, headers]: Parameters<typeof answering> = [200, tokens, json],
): { contract: Contract; answer: Promise<Response> } {
  const contract = createContract(specs.meshy, answering(status, body, headers))
  const { fields = signIn, ...init } = request
  const answer = contract.fetch(url, {
    method: 'POST',
    headers: form,
    body: new URLSearchParams(fields).toString(),
    ...init,
  })
  return { contract, answer }
}

test('what is described passes, unchanged', async () => {
  const { contract, answer } = ask(meshyUrl)
  expect(await (await answer).json()).toEqual(tokens)
  expect(contract).toMatchObject({ exchanges: ['createToken 200'], violations: [] })
})

describe('a request is refused', () => {
  test.for<[string, string, Parameters<typeof ask>[1], RegExp]>([
    ['on another host', meshyUrl.replace('auth.', 'login.'), {}, /it is not described/],
    ['on another path', `${meshyUrl}/new`, {}, /it is not described/],
    ['without a described base', meshyUrl.replace('/demo', ''), {}, /it is not described/],
    ['with a trailing slash', `${meshyUrl}/`, {}, /it is not described/],
    ['with another method', meshyUrl, { method: 'PUT' }, /it is not described/],
    ['with an undescribed query', `${meshyUrl}?debug=1`, {}, /debug/],
    ['with an undescribed header', meshyUrl, { headers: { ...form, 'x-extra': '1' } }, /header x-extra/],
    ['with credentials that nobody asked for', meshyUrl, { headers: { ...form, authorization: 'x' } }, /authorization/],
    ['with an empty tenant', meshyUrl, { headers: { ...form, tenant: '' } }, /tenant/],
    ['with an undescribed field', meshyUrl, { fields: { ...signIn, client_secret: 'x' } }, /client_secret/],
    ['without a required field', meshyUrl, { fields: { client_id: 'pk', grant_type: 'password' } }, /username/],
    ['with an unknown grant', meshyUrl, { fields: { ...signIn, grant_type: 'implicit' } }, /grant_type/],
    ['without a body', meshyUrl, { body: '' }, /requestBody/],
    ['with a body of another type', meshyUrl, { headers: json, body: JSON.stringify(signIn) }, /content type/],
    ['with a field that comes twice', meshyUrl, { body: `${new URLSearchParams(signIn)}&username=eve` }, /twice/],
  ])('%s', async ([, url, request, reason]) => {
    const { contract, answer } = ask(url, request)
    await expect(answer).rejects.toThrow(reason)
    expect(contract).toMatchObject({ exchanges: [], violations: [expect.stringMatching(reason)] })
  })
})

describe('an answer is refused', () => {
  test.for<[string, Parameters<typeof answering>, RegExp]>([
    ['with an undescribed status', [418, tokens, json], /status 418 is not described/],
    ['with a redirect', [302, null, { location: meshyUrl }], /status 302 is not described/],
    ['with an undescribed field', [200, { ...tokens, new_field: 1 }, json], /new_field/],
    ['without a required field', [200, { expires_in: 3600 }, json], /access_token/],
    ['with a field of a wrong type', [200, { ...tokens, scope: 7 }, json], /scope/],
    ['with a number that is none', [200, { ...tokens, expires_in: 'soon' }, json], /expires_in/],
    ['with a null that is not described', [200, { ...tokens, scope: null }, json], /scope/],
    ['with an empty token', [200, { access_token: '' }, json], /access_token/],
    ['with an empty body', [200, '', json], /empty body/],
    ['that is not JSON', [200, '<html>', json], /not JSON/],
    ['of an undescribed type', [200, tokens, { 'content-type': 'text/html' }], /content type text\/html/],
    ['of no type', [200, null], /empty body/],
    ['that is an error without words for an empty body', [400, '', json], /empty body/],
    ['that is an error of a wrong shape', [400, { message: 'no' }, json], /error/],
  ])('%s', async ([, answer, reason]) => {
    await expect(ask(meshyUrl, {}, answer).answer).rejects.toThrow(reason)
  })
})

describe('an answer passes', () => {
  test.for<[string, Parameters<typeof answering>]>([
    ['with a numeric text at a lenient place', [200, { ...tokens, expires_in: '3600' }, json]],
    ['with a parameter on its type', [200, tokens, { 'content-type': 'application/json; charset=UTF-8' }]],
    ['with any body where none is described', [429, 'whatever', { 'content-type': 'text/html' }]],
  ])('%s', async ([, answer]) => {
    expect((await ask(meshyUrl, {}, answer).answer).status).toBe(answer[0])
  })

  test('with one error in place of a list, where that is lenient', async () => {
    const errors = { title: 'Bad Request', status: 400 }
    const contract = createContract(specs.elasticpath, answering(400, { errors }, json))
    const body = JSON.stringify({
      data: {
        type: 'account_management_authentication_token',
        authentication_mechanism: 'account_management_authentication_token',
      },
    })
    const url = 'https://euwest.api.elasticpath.com/v2/account-members/tokens?page%5Blimit%5D=100'
    const headers = { ...json, authorization: 'Bearer x' }
    expect((await contract.fetch(url, { method: 'POST', headers, body })).status).toBe(400)
    await expect(contract.fetch(url.replace('=100', '=101'), { method: 'POST', headers, body })).rejects.toThrow(
      /<= 100/,
    )
    await expect(contract.fetch(url, { method: 'POST', headers: json, body })).rejects.toThrow(/credentials/)
    await expect(contract.fetch(url.replace('euwest', 'moon'), { method: 'POST', headers, body })).rejects.toThrow(
      /not desc/,
    )
  })

  test('as an error of any kind, where its description says so', async () => {
    const url = 'https://gooru.org/api/nucleus-auth/v1/token'
    const body = JSON.stringify({ client_id: 'a', client_key: 'b', grant_type: 'credential' })
    const headers = { ...json, authorization: 'Basic YTpi' }
    const kinds = [
      [500, 'Internal Server Error'],
      [401, ''],
      [401, '{"message":"no"}'],
    ] as const
    for (const [status, text] of kinds) {
      // A string would be given a content type.
      const stub = async () => new Response(text === '' ? null : new TextEncoder().encode(text), { status })
      const contract = createContract(specs.gooru, stub)
      expect((await contract.fetch(url, { method: 'POST', headers, body })).status).toBe(status)
      await expect(
        contract.fetch(url, { method: 'POST', headers: { ...headers, authorization: 'Bearer x' }, body }),
      ).rejects.toThrow(/credentials/)
      await expect(contract.fetch(url.replace('/api/', '/'), { method: 'POST', headers, body })).rejects.toThrow(
        /not described/,
      )
    }
  })
})

test('a body, a missing parameter and missing credentials are refused where none of them is described', async () => {
  const bare = await createSpec(`
openapi: 3.0.3
info: { title: x, version: 1.0.0 }
servers: [{ url: https://api.example.com }]
security: [{ key: [] }]
paths:
  /renew:
    post:
      operationId: renew
      parameters: [{ in: query, name: refresh_token, required: true, schema: { type: string } }]
      responses: { "200": { description: renewed } }
components: { securitySchemes: { key: { type: apiKey, in: header, name: x-api-key } } }`)
  const contract = createContract(bare, answering(200, {}, json))
  const url = 'https://api.example.com/renew?refresh_token=a'
  const init = { method: 'POST', headers: { ...json, 'x-api-key': 'key' } }
  expect((await contract.fetch(url, init)).status).toBe(200)
  await expect(contract.fetch(url, { ...init, body: '{}' })).rejects.toThrow(/a body is not described/)
  await expect(contract.fetch(url.replace('refresh_token', 'token'), init)).rejects.toThrow(/refresh_token/)
  await expect(contract.fetch(url, { method: 'POST', headers: json })).rejects.toThrow(/credentials/)
})

test('GenLogs: a body with an undescribed field, or without a password, is refused', async () => {
  const contract = createContract(specs.genlogs, answering(200, { access_token_data: { token: 'a' } }, json))
  const send = (path: string, body: object) =>
    contract.fetch(`https://api.genlogs.io/auth/token${path}`, {
      method: 'POST',
      headers: { ...json, 'x-api-key': 'key' },
      body: JSON.stringify(body),
    })
  expect((await send('', { email: 'a@b.c', password: 'x' })).status).toBe(200)
  await expect(send('', { email: 'a@b.c', password: 'x', api_key: 'y' })).rejects.toThrow(/api_key/)
  await expect(send('', { email: 'a@b.c' })).rejects.toThrow(/password/)
  await expect(send('/', { email: 'a@b.c', password: 'x' })).rejects.toThrow(/not described/)
  await expect(send('/refresh', { token: 'x' })).rejects.toThrow(/refresh_token/)
})
