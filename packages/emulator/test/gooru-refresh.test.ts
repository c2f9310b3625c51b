import { describe, expect, test } from 'vitest'
import { basic, readObject, refusal, setUp } from './support/gooru.ts'

const good = basic('rnfu34p13:fake-password')
const grant = { grant_type: 'credential' }
const late = { profile: 'nile-refresh' } as const

/** A long lived session, as the service answers to it. */
async function signInForLong(setting: ReturnType<typeof setUp>): Promise<{ access: string; refresh: string }> {
  const response = await setting.postToken({ ...setting.client, ...grant, long_lived_access: true }, good)
  const { access_token, refresh_token } = await readObject(response)
  return { access: String(access_token), refresh: String(refresh_token) }
}

const renewal = (token: string): string => `RefreshToken ${token}`

describe('The profile nile-refresh', () => {
  test('It answers with more about the tenant, and with a refresh token where one is asked for.', async () => {
    const { postToken, client } = setUp(late)
    const body = await readObject(await postToken({ ...client, ...grant }, good))
    expect(body).not.toHaveProperty('refresh_token')
    expect(body['tenant']).toEqual({
      ...{ tenant_id: client.client_id, short_name: 'school', tenant_root: null },
      ...{ name: 'Example School', image_url: null, settings: {} },
    })
    const long = await readObject(await postToken({ ...client, ...grant, long_lived_access: true }, good))
    expect(atob(String(long['refresh_token']))).not.toBe('')
    expect(Object.keys(long).at(-1)).toBe('refresh_token')
  })

  test('It gives visitors no refresh token.', async () => {
    const { postToken, client } = setUp(late)
    const body = await postToken({ ...client, grant_type: 'anonymous', long_lived_access: true })
    expect(await readObject(body)).not.toHaveProperty('refresh_token')
  })

  test.each(['/token', '/signin'])('It renews at %s, as often as asked, with the same refresh token.', async (path) => {
    const setting = setUp(late)
    const { access, refresh } = await signInForLong(setting)
    for (let round = 0; round < 2; round += 1) {
      const response = await setting.emulator.fetch(setting.authBaseUrl + path, {
        method: 'POST',
        headers: { authorization: renewal(refresh) },
        body: '{}',
      })
      const body = await readObject(response)
      expect(body).toMatchObject({ user_id: setting.credentials.userId, access_token_validity: 3600 })
      expect(body).not.toHaveProperty('refresh_token')
      expect(body['access_token']).not.toBe(access)
    }
  })

  test('It changes the refresh token where a renewal asks for a long life again.', async () => {
    const setting = setUp(late)
    const { refresh } = await signInForLong(setting)
    const renewed = await readObject(await setting.postToken({ long_lived_access: true }, renewal(refresh)))
    expect(renewed['refresh_token']).not.toBe(refresh)
    expect((await setting.postToken('{}', renewal(refresh))).status).toBe(401)
    expect((await setting.postToken('{}', renewal(String(renewed['refresh_token'])))).status).toBe(200)
  })

  test('It keeps one refresh token for each person, so that another device ends it.', async () => {
    const setting = setUp(late)
    const { refresh } = await signInForLong(setting)
    await signInForLong(setting)
    expect((await setting.postToken('{}', renewal(refresh))).status).toBe(401)
  })

  test('It lets a refresh token live for a year, however often it is used.', async () => {
    const setting = setUp(late)
    const { refresh } = await signInForLong(setting)
    const yearMs = 31_536_000_000
    const minuteMs = 60_000
    setting.emulator.advance(yearMs - minuteMs)
    expect((await setting.postToken('{}', renewal(refresh))).status).toBe(200)
    setting.emulator.advance(minuteMs)
    expect(await refusal(await setting.postToken('{}', renewal(refresh)))).toEqual({
      ...{ status: 401, type: 'application/json', body: { message: 'Invalid refresh token' } },
    })
  })

  test('It ends a refresh token with a sign-out, and with its own revocation.', async () => {
    for (const path of ['/token', '/refresh-token/revoke']) {
      const setting = setUp(late)
      const { access, refresh } = await signInForLong(setting)
      const revoke = (): Promise<Response> =>
        setting.emulator.fetch(setting.authBaseUrl + path, {
          method: 'DELETE',
          headers: { authorization: `Token ${access}` },
        })
      expect((await revoke()).status).toBe(200)
      expect((await setting.postToken('{}', renewal(refresh))).status).toBe(401)
      expect((await revoke()).status).toBe(path === '/token' ? 401 : 200)
    }
  })

  test('It leaves refresh tokens when access tokens are revoked, and lists both.', async () => {
    const setting = setUp(late)
    const { refresh } = await signInForLong(setting)
    expect(setting.emulator.liveTokens().map(({ kind }) => kind)).toEqual(['access', 'refresh'])
    setting.emulator.revokeAccessTokens('gooru')
    expect((await setting.postToken('{}', renewal(refresh))).status).toBe(200)
    const headers = JSON.stringify(setting.emulator.requests.at(-1)?.headers)
    expect([headers.includes('RefreshToken ***'), headers.includes(refresh)]).toEqual([true, false])
  })

  const { client } = setUp()
  test.each([
    ['an unknown refresh token', '{}', renewal(btoa('unknown')), 401, { message: 'Invalid refresh token' }],
    ['one that is no base64', '{}', renewal('*'), 500, { message: 'Input byte array has wrong 4-byte ending unit' }],
    ['a renewal without a body', '', renewal(btoa('unknown')), 500, { message: null }],
    ['no grant type', client, good, 400, { grant_type: 'Missing field' }],
    ['no grant type of a visitor', client, undefined, 400, { grant_type: 'Missing field' }],
    [
      'a long life in words',
      { ...client, ...grant, long_lived_access: 'yes' },
      good,
      400,
      { long_lived_access: 'Invalid value' },
    ],
  ])('It refuses %s.', async (_, body, authorization, status, expected) => {
    const answer = await refusal(await setUp(late).postToken(body, authorization))
    expect(answer).toEqual({ status, type: 'application/json', body: expected })
  })

  test('It rejects the refresh token of somebody who is no longer active.', async () => {
    const user = { username: 'ada', email: 'ada@example.org', password: 'fake-password', userId: 'u-1', active: true }
    const setting = setUp({ ...late, users: [user] })
    const body = { ...client, ...grant, long_lived_access: true }
    const { refresh_token } = await readObject(await setting.postToken(body, basic('ada:fake-password')))
    user.active = false
    expect((await setting.postToken('{}', renewal(String(refresh_token)))).status).toBe(404)
  })

  test('It does not let visitors sign out.', async () => {
    const setting = setUp(late)
    expect((await setting.present('DELETE', await setting.anonymousToken())).status).toBe(403)
  })
})

describe('Earlier servers', () => {
  test('They know no refresh tokens.', async () => {
    const nile = setUp({ profile: 'nile' })
    const body = { ...nile.client, ...grant, long_lived_access: true }
    expect(await refusal(await nile.postToken(body, good))).toMatchObject({
      ...{ status: 400, body: { long_lived_access: 'Field not allowed' } },
    })
    for (const profile of ['seed', 'v3'] as const) {
      expect(await readObject(await setUp({ profile }).postToken(body, good))).not.toHaveProperty('refresh_token')
    }
    const path = `${nile.authBaseUrl}/refresh-token/revoke`
    expect((await nile.emulator.fetch(path, { method: 'DELETE' })).status).toBe(401)
  })

  test('They take an app id since 2017, and may ask for one.', async () => {
    const appId = '7c1d9a52-3b0e-4f6d-8a27-5e94c0b1d3f6'
    const strict = setUp({ profile: 'nile', requireAppId: true })
    const body = { ...strict.client, ...grant }
    expect(await refusal(await strict.postToken(body, good))).toMatchObject({
      ...{ status: 400, body: { app_id: 'Missing field' } },
    })
    expect(await readObject(await strict.postToken({ ...body, app_id: appId }, good))).toMatchObject({ app_id: appId })
    expect((await setUp().postToken({ ...body, app_id: appId }, good)).status).toBe(200)
  })
})
