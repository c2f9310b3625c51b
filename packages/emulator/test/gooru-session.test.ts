import { describe, expect, test } from 'vitest'
import { readObject, refusal, setUp } from './support/gooru.ts'

const empty401 = { status: 401, type: null, body: '' }
const empty403 = { status: 403, type: null, body: '' }

describe('A check of a token', () => {
  test('It answers with the session, without preferences and token.', async () => {
    const { token, present } = setUp()
    const response = await present('GET', await token())
    expect(response.status).toBe(200)
    expect(Object.keys(await readObject(response))).toEqual([
      ...['user_id', 'username', 'client_id', 'provided_at', 'cdn_urls'],
    ])
  })

  test('It prolongs the life of the token, but not beyond a lifetime without use.', async () => {
    const { emulator, token, present } = setUp({ accessTokenLifetimeMs: 60_000 })
    const value = await token()
    emulator.advance(50_000)
    expect((await present('GET', value)).status).toBe(200)
    emulator.advance(50_000)
    expect((await present('GET', value)).status).toBe(200)
    emulator.advance(60_000)
    expect(await refusal(await present('GET', value))).toEqual(empty401)
  })

  test.each(['token', 'Bearer', 'Basic'])('It does not accept the scheme %s.', async (scheme) => {
    const { token, present } = setUp()
    const value = await token()
    expect((await present('GET', '', { authorization: `${scheme} ${value}` })).status).toBe(401)
  })

  test('It fails on a token in a header of old, which passes the check.', async () => {
    const { token, present } = setUp()
    const value = await token()
    const response = await present('GET', '', { authorization: '', 'gooru-session-token': value })
    expect(await refusal(response)).toEqual({ status: 500, type: null, body: 'Internal Server Error' })
  })
})

describe('A sign-out', () => {
  test('It ends this token and no other.', async () => {
    const { token, present } = setUp()
    const [first, second] = [await token(), await token()]
    const response = await present('DELETE', first)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      ...[204, 'application/json', ''],
    ])
    expect(await refusal(await present('DELETE', first))).toEqual(empty401)
    expect((await present('GET', second)).status).toBe(200)
  })

  test('It may answer 200 with words about the tenant.', async () => {
    const { token, present } = setUp({ deleteStatus: 200 })
    expect(await refusal(await present('DELETE', await token()))).toEqual({
      ...{ status: 200, type: 'application/json', body: { default: true, login_url: null } },
    })
  })

  test('It may be closed to anonymous visitors.', async () => {
    const open = setUp()
    expect((await open.present('DELETE', await open.anonymousToken())).status).toBe(204)
    const closed = setUp({ anonymousSignOut: false })
    expect(await refusal(await closed.present('DELETE', await closed.anonymousToken()))).toEqual(empty403)
  })
})

describe('The resource', () => {
  test('It takes the token in Authorization and in a header of its own.', async () => {
    const { token, read, credentials } = setUp()
    const value = await token()
    for (const headers of [{ authorization: `Token ${value}` }, { token: value }]) {
      const response = await read(headers)
      expect([response.status, await response.json()]).toEqual([
        ...[200, { user_id: credentials.userId, username: credentials.username }],
      ])
    }
  })

  test('It takes it in one of these only, where asked to.', async () => {
    const known = setUp({ acceptTokenHeader: false })
    expect((await known.read({ token: await known.token() })).status).toBe(401)
    const literal = setUp({ acceptAuthorizationHeader: false })
    expect((await literal.read({ authorization: `Token ${await literal.token()}` })).status).toBe(401)
    expect((await literal.read({ token: await literal.token() })).status).toBe(200)
  })

  test('It is stricter about the space after the word than the auth service.', async () => {
    const { token, read, present } = setUp()
    const authorization = `Token${await token()}`
    expect((await present('GET', '', { authorization })).status).toBe(200)
    expect(await refusal(await read({ authorization }))).toEqual(empty401)
  })

  test('It lets anonymous visitors read only.', async () => {
    const { token, anonymousToken, read } = setUp()
    const anonymous = { authorization: `Token ${await anonymousToken()}` }
    const person = { authorization: `Token ${await token()}` }
    expect((await read(anonymous)).status).toBe(200)
    expect(await refusal(await read(anonymous, 'POST'))).toEqual(empty403)
    expect((await read(person, 'POST')).status).toBe(200)
    expect((await read(anonymous, 'GET', '/nucleus/v1/auth')).status).toBe(403)
    expect((await read(person, 'GET', '/nucleus/v1/auth')).status).toBe(200)
  })

  test('It has its own idea of how long a use prolongs a token.', async () => {
    const { emulator, token, read } = setUp({ accessTokenLifetimeMs: 60_000, apiLifetimeMs: 10_000 })
    const headers = { authorization: `Token ${await token()}` }
    expect((await read(headers)).status).toBe(200)
    emulator.advance(10_000)
    expect((await read(headers)).status).toBe(401)
  })

  test('It rejects revoked tokens.', async () => {
    const { emulator, token, read } = setUp()
    const headers = { authorization: `Token ${await token()}` }
    emulator.revokeAccessTokens('gooru')
    expect(await refusal(await read(headers))).toEqual(empty401)
    expect((await read({ authorization: `Token ${await token()}` })).status).toBe(200)
  })
})

describe('Other paths', () => {
  test('They are checked for a token first, below the auth service.', async () => {
    const { emulator, authBaseUrl, apiBaseUrl, token, anonymousToken } = setUp()
    const page = '<html><body><h1>Resource not found</h1></body></html>'
    const send = async (url: string, method: string, value?: string) =>
      refusal(
        await emulator.fetch(url, { method, headers: value === undefined ? {} : { authorization: `Token ${value}` } }),
      )
    expect(await send(`${authBaseUrl}/token`, 'PUT')).toEqual(empty401)
    expect(await send(`${authBaseUrl}/token`, 'PUT', await token())).toEqual({ status: 404, type: null, body: page })
    expect(await send(`${authBaseUrl}/nothing`, 'POST', await anonymousToken())).toEqual(empty403)
    expect(await send(`${apiBaseUrl}/nothing`, 'GET')).toEqual({ status: 404, type: null, body: page })
    expect(await send(`${apiBaseUrl}/nucleus-auth/v2/token`, 'POST')).toEqual(empty401)
  })
})
