import { describe, expect, test } from 'vitest'
import { basic, readObject, refusal, setUp } from './support/gooru.ts'

const notRecognized = 'Please double-check your email address and password, and then try logging in again.'

describe('A sign-in', () => {
  test('It answers a person with the fields of the documentation, in its order.', async () => {
    const { signIn, credentials } = setUp()
    const response = await signIn(credentials.username, credentials.password)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    const body = await readObject(response)
    expect(Object.keys(body)).toEqual([
      ...['user_id', 'username', 'client_id', 'provided_at', 'prefs', 'cdn_urls', 'access_token'],
    ])
    expect(body).toMatchObject({
      user_id: credentials.userId,
      client_id: credentials.clientId,
      prefs: { taxonomy: [{ standard_framework_code: 'CSS', default_subject_code: 'GUT.M' }] },
      cdn_urls: { 'profile.cdn': '//profile.gooru.org.com' },
    })
    expect(atob(String(body['access_token']))).toMatch(
      new RegExp(`^${credentials.userId}:\\w{3} \\w{3} \\d\\d \\d\\d:\\d\\d:\\d\\d UTC \\d{4}:\\d{13}$`),
    )
  })

  test('It answers an anonymous visitor without a name.', async () => {
    const { postToken, client } = setUp()
    const body = await readObject(await postToken({ ...client, grant_type: 'anonymous' }))
    expect(Object.keys(body)).toEqual(['user_id', 'client_id', 'provided_at', 'cdn_urls', 'prefs', 'access_token'])
    expect(body['user_id']).toBe('anonymous')
  })

  test('It knows people by e-mail address too.', async () => {
    const { signIn, credentials } = setUp()
    expect((await signIn(credentials.email, credentials.password)).status).toBe(200)
  })

  test('It takes a name with @ as its second character for a username.', async () => {
    const user = { username: 'short', email: 'a@b.org', password: 'x', userId: 'u' }
    expect((await setUp({ users: [user] }).signIn('a@b.org', 'x')).status).toBe(401)
    expect((await setUp({ users: [user], basicParsing: 'first-colon' }).signIn('a@b.org', 'x')).status).toBe(200)
  })

  test('It reads Basic credentials as UTF-8.', async () => {
    const { signIn, credentials } = setUp()
    expect((await signIn(credentials.unicodeUser.username, credentials.unicodeUser.password)).status).toBe(200)
  })

  test('It makes a new token each time and keeps the old ones.', async () => {
    const { token, present } = setUp()
    const [first, second] = [await token(), await token()]
    expect(first).not.toBe(second)
    expect((await present('GET', first)).status).toBe(200)
  })

  test('It makes equal tokens in one millisecond where asked to be that real.', async () => {
    const { createGooru, gooruCredentials } = await import('../src/gooru.ts')
    const gooru = createGooru({ distinctTokens: false }, { clock: { now: () => 1_453_472_820_207 }, random: () => 0 })
    const url = 'https://emulator.test/token'
    const text = JSON.stringify({
      client_id: gooruCredentials.clientId,
      client_key: gooruCredentials.clientKey,
      grant_type: 'anonymous',
    })
    const request = new Request(url, { method: 'POST' })
    const { headers } = request
    const call = { request, method: 'POST', path: '/token', host: 'auth', headers, text, baseUrl: url } as const
    const signIn = async () => (await gooru.handle('token', { ...call, query: new URLSearchParams() })).text()
    const body = await signIn()
    expect(atob(String(JSON.parse(body).access_token))).toBe('anonymous:Fri Jan 22 14:27:00 UTC 2016:1453472820207')
    expect(await signIn()).toBe(body)
  })
})

describe('A refused sign-in on the first server', () => {
  const error = (status: number, message: string, type: string) => ({
    status,
    type: null,
    body: { errors: [{ code: `AUE${status}`, message, type }] },
  })
  const unauthorized = (message: string) => error(401, message, 'authorization_error')
  const internal = error(500, 'Internal API error.', 'api_error')
  const grant = { grant_type: 'credential' }
  const good = basic('rnfu34p13:fake-password')
  const { client } = setUp()

  test.each([
    ['malformed JSON', '{', good, { status: 500, type: null, body: 'Internal Server Error' }],
    ['an empty body', '', good, internal],
    ['a client id that is a number', { ...client, ...grant, client_id: 1 }, good, internal],
    ['no grant type', client, good, unauthorized('Invalid grant type.')],
    [
      'Basic with the anonymous grant',
      { ...client, grant_type: 'anonymous' },
      good,
      unauthorized('Invalid grant type.'),
    ],
    ['no Basic with the credential grant', { ...client, ...grant }, undefined, unauthorized('Invalid grant type.')],
    ['a lower-case basic', { ...client, ...grant }, good.replace('B', 'b'), unauthorized('Invalid grant type.')],
    [
      'Basic and nothing',
      { ...client, ...grant },
      'Basic',
      unauthorized('username and password should be pass in authorization header.'),
    ],
    [
      'no client id',
      { ...client, ...grant, client_id: '' },
      good,
      unauthorized('Client Id should not be empty or null.'),
    ],
    [
      'no client key',
      { ...grant, client_id: client.client_id },
      good,
      unauthorized('Invalid client id or secret key.'),
    ],
    ['a client id that is no UUID', { ...client, ...grant, client_id: 'x' }, good, internal],
    [
      'a wrong client key',
      { ...client, ...grant, client_key: 'x' },
      good,
      unauthorized('Invalid client id or secret key.'),
    ],
    [
      'a grant type in capitals',
      { ...client, grant_type: 'CREDENTIAL' },
      good,
      error(403, 'Provided grant type does not have permission.', 'permission_error'),
    ],
    ['a wrong password', { ...client, ...grant }, basic('rnfu34p13:wrong'), unauthorized(notRecognized)],
    ['an unknown user', { ...client, ...grant }, basic('nobody:x'), unauthorized(notRecognized)],
    ['a user without a password', { ...client, ...grant }, basic('sso1815:x'), unauthorized(notRecognized)],
    ['no username', { ...client, ...grant }, basic(':x'), unauthorized(notRecognized)],
    ['a colon in the password', { ...client, ...grant }, basic('colon1815:pass:word'), internal],
    ['no password', { ...client, ...grant }, basic('rnfu34p13:'), internal],
    ['no colon', { ...client, ...grant }, basic('rnfu34p13'), internal],
    ['URL-safe base64', { ...client, ...grant }, 'Basic _-8=', internal],
  ])('It says so about %s.', async (_, body, authorization, expected) => {
    expect(await refusal(await setUp().postToken(body, authorization))).toEqual(expected)
  })

  test('It says of a client without the grant, of a foreign domain and of an inactive user that they may not.', async () => {
    const { postToken, signIn, credentials } = setUp()
    const { clientId, clientKey } = credentials.anonymousOnlyClient
    const limited = { client_id: clientId, client_key: clientKey, grant_type: 'credential' }
    expect((await postToken(limited, good)).status).toBe(403)
    const { inactiveUser, clients } = credentials
    const inactive = await refusal(await signIn(inactiveUser.username, inactiveUser.password))
    expect(inactive).toMatchObject({ status: 403, body: { errors: [{ type: 'permission_error' }] } })
    const elsewhere = setUp({ clients: clients.map((item) => ({ ...item, domains: ['gooru.org'] })) })
    expect(await refusal(await elsewhere.signIn(credentials.username, credentials.password))).toEqual(inactive)
  })

  test('It drops a colon at the end of the password, as Java does.', async () => {
    expect((await setUp().signIn('rnfu34p13', 'fake-password:')).status).toBe(200)
  })

  test('It answers 413 to a body of more than 5 MiB.', async () => {
    const response = await setUp().postToken(' '.repeat(5 * 1024 * 1024 + 1))
    expect(await refusal(response)).toEqual({ status: 413, type: null, body: 'Request Entity Too Large' })
  })
})
