import { describe, expect, test } from 'vitest'
import { basic, readObject, refusal, setUp, tokenOf } from './support/gooru.ts'

const good = basic('rnfu34p13:fake-password')
const grant = { grant_type: 'credential' }

describe('The profile v3', () => {
  const { signIn, postToken, present, token, credentials, client } = setUp({ profile: 'v3' })

  test('It adds names after the token and has an e-mail address as the only preference.', async () => {
    const body = await readObject(await signIn(credentials.username, credentials.password))
    expect(Object.keys(body)).toEqual([
      ...['user_id', 'username', 'client_id', 'provided_at', 'prefs', 'cdn_urls', 'access_token'],
      ...['firstname', 'lastname', 'user_category'],
    ])
    expect(body['prefs']).toEqual({ email_id: credentials.email })
    expect(atob(String(body['access_token']))).toMatch(
      new RegExp(`^\\d{13}:${credentials.userId}:${credentials.clientId}$`),
    )
    expect(await readObject(await present('GET', await token()))).toMatchObject({ firstname: 'Ada' })
  })

  test('It gives anonymous visitors an empty e-mail address.', async () => {
    const body = await readObject(await postToken({ ...client, grant_type: 'anonymous' }))
    expect(body).toMatchObject({ user_id: 'anonymous', prefs: { email_id: '' } })
  })

  test('It writes errors as a message without a Content-Type.', async () => {
    expect(await refusal(await postToken({ ...grant, client_id: client.client_id }, good))).toEqual({
      ...{ status: 401, type: null, body: { message: 'Client key should not be empty or null.' } },
    })
    expect((await refusal(await postToken('', good))).body).toEqual({ message: null })
    expect((await refusal(await signIn('colon1815', 'pass:word'))).body).toEqual({ message: 'internal api error' })
  })

  test('It reads colons in passwords since August 2016.', async () => {
    const later = setUp({ profile: 'v3', basicParsing: 'first-colon' })
    expect((await later.signIn('COLON@example.org', 'pass:word')).status).toBe(200)
  })
})

describe('The profile nile', () => {
  const nile = setUp({ profile: 'nile' })
  const { client, credentials, postToken, signIn } = nile

  test('It answers a person with nulls in place and the lifetime in seconds.', async () => {
    const body = await readObject(await signIn('RNFU34P13', credentials.password))
    expect(Object.keys(body)).toEqual([
      ...['user_id', 'app_id', 'partner_id', 'username', 'provided_at', 'email', 'cdn_urls', 'tenant'],
      ...['preference_settings', 'permissions', 'access_token_validity', 'access_token'],
      ...['first_name', 'last_name', 'user_category', 'thumbnail', 'client_state'],
    ])
    expect(body).toMatchObject({ access_token_validity: 3600, first_name: 'Ada', app_id: null })
    expect(atob(String(body['access_token']))).toMatch(
      new RegExp(`^2:\\d{13}:${credentials.userId}::${credentials.clientId}$`),
    )
  })

  test('It answers an anonymous visitor, and a token check, with less.', async () => {
    const body = await readObject(await postToken({ ...client, grant_type: 'anonymous' }))
    const fields = ['user_id', 'provided_at', 'cdn_urls', 'tenant', 'preference_settings', 'access_token_validity']
    expect(Object.keys(body)).toEqual([...fields, 'access_token'])
    expect(Object.keys(await readObject(await nile.present('GET', String(body['access_token']))))).toEqual(fields)
  })

  test.each([
    ['malformed JSON', '{', good, 400, 'Invalid Json payload'],
    ['an empty body', '', good, 400, { message: 'null or empty payload' }],
    ['an unknown field', { ...client, ...grant, x: 1 }, good, 400, { x: 'Field not allowed' }],
    ['a client id that is no UUID', { ...client, ...grant, client_id: 'x' }, good, 400, { client_id: 'Invalid value' }],
    ['an empty client key', { ...client, ...grant, client_key: '' }, good, 400, { client_key: 'Invalid value' }],
    ['a grant type in capitals', { ...client, grant_type: 'CREDENTIAL' }, good, 400, { grant_type: 'Invalid value' }],
    ['no grant type', client, good, 400, { message: null }],
    ['no grant type, anonymous', client, undefined, 500, { message: null }],
    [
      'Basic with the anonymous grant',
      { ...client, grant_type: 'anonymous' },
      good,
      401,
      { message: 'Invalid Grant Type provided in the request.' },
    ],
    [
      'no Basic with the credential grant',
      { ...client, ...grant },
      undefined,
      403,
      { message: 'Invalid Grant Type provided in the request.' },
    ],
    [
      'Basic and nothing',
      { ...client, ...grant },
      'Basic',
      401,
      { message: 'Invalid Credential provided in the request.' },
    ],
    [
      'no client key',
      { ...grant, client_id: client.client_id },
      good,
      400,
      { message: 'Anonymous token or or client id and key should present in request' },
    ],
    [
      'no client key, anonymous',
      { grant_type: 'anonymous', client_id: client.client_id },
      undefined,
      400,
      { message: 'Nonce token or client id and key should present in request' },
    ],
    [
      'a wrong client key',
      { ...client, ...grant, client_key: 'x' },
      good,
      403,
      { message: 'Tenant or Partner not found.' },
    ],
    ['an unknown user', { ...client, ...grant }, basic('nobody:x'), 404, { message: 'User not found.' }],
    ['an inactive user', { ...client, ...grant }, basic('inactive1815:x'), 404, { message: 'User not found.' }],
    ['a wrong password', { ...client, ...grant }, basic('rnfu34p13:x'), 401, { message: 'Invalid password provided.' }],
    ['no password', { ...client, ...grant }, basic('rnfu34p13:'), 401, { message: 'Invalid password provided.' }],
    [
      'a user without a password',
      { ...client, ...grant },
      basic('sso1815:x'),
      403,
      { message: "User can't login via this mode." },
    ],
    [
      'no colon',
      { ...client, ...grant },
      basic('rnfu34p13'),
      500,
      { message: 'Invalid Credential provided in the request.' },
    ],
    ['URL-safe base64', { ...client, ...grant }, 'Basic _-8=', 500, { message: 'Illegal base64 character 5f' }],
    ['a nonce', { grant_type: 'anonymous' }, 'Nonce x', 401, { message: 'Invalid nonce token' }],
  ])('It refuses %s.', async (_, body, authorization, status, expected) => {
    const type = typeof expected === 'string' ? null : 'application/json'
    expect(await refusal(await postToken(body, authorization))).toEqual({ status, type, body: expected })
  })

  test('It reads colons in passwords.', async () => {
    expect((await signIn(credentials.colonUser.username, credentials.colonUser.password)).status).toBe(200)
  })

  test('It takes an anonymous token in place of the client, while it lives.', async () => {
    const anonymousToken = await nile.anonymousToken()
    const body = { ...grant, anonymous_token: anonymousToken }
    expect((await postToken(body, good)).status).toBe(200)
    await nile.present('DELETE', anonymousToken)
    expect((await postToken(body, good)).status).toBe(400)
  })

  test.each(['/', '?a=b'])('It asks for a token when %s follows the path.', async (suffix) => {
    const body = { ...client, ...grant }
    expect(await refusal(await postToken(body, good, suffix))).toEqual({ status: 401, type: null, body: '' })
    expect((await setUp().postToken(body, good, suffix)).status).toBe(200)
  })

  test('It knows a second version and other names of the calls.', async () => {
    const { emulator, apiBaseUrl } = nile
    const send = (path: string, method: string, headers: Record<string, string>, body?: string) =>
      emulator.fetch(`${apiBaseUrl}/nucleus-auth${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
    const body = JSON.stringify({ ...client, ...grant })
    const authorization = `Token ${await tokenOf(await send('/v2/signin', 'POST', { authorization: good }, body))}`
    expect((await send('/v2/signout', 'DELETE', { authorization })).status).toBe(200)
    expect(await refusal(await send('/v3/token', 'POST', {}, body))).toMatchObject({
      status: 500,
      body: 'Internal error',
    })
    expect(await refusal(await send('/v3/token', 'GET', {}))).toMatchObject({ body: 'Internal Server Error' })
  })
})
