import { type RunningEmulator, startEmulator } from '@auth/emulator'
import { ResourceOwnerPassword } from 'simple-oauth2'
import { describe, expect, onTestFinished, test } from 'vitest'

async function serve(): Promise<RunningEmulator> {
  const emulator = await startEmulator()
  onTestFinished(() => emulator.close())
  return emulator
}

function clientOf({ credentials, origin }: RunningEmulator, authorizationMethod?: 'header' | 'body') {
  const { accountName, publicKey } = credentials.meshy
  return new ResourceOwnerPassword({
    client: { id: publicKey, secret: '' },
    auth: {
      tokenHost: origin,
      tokenPath: `/meshy/auth/${accountName}/connect/token`,
      revokePath: `/meshy/auth/${accountName}/connect/revocation`,
    },
    ...(authorizationMethod && { options: { authorizationMethod } }),
  })
}

function callApi({ urls, credentials }: RunningEmulator, token: unknown): Promise<Response> {
  const url = `${urls.meshy.apiBaseUrl}/${credentials.meshy.accountName}/users/me`
  return fetch(url, { headers: { authorization: `Bearer ${token}` } })
}

// A client without a secret may name itself in the body or in a Basic header (RFC 6749, section 2.3.1).
describe.for(['body', 'header'] as const)('simple-oauth2 with the client id in the %s', (method) => {
  test('signs in, calls the API, renews and revokes', async () => {
    const emulator = await serve()
    const { username, password } = emulator.credentials.meshy
    const first = await clientOf(emulator, method).getToken({
      username,
      password,
      scope: ['meshy.api', 'offline_access'],
    })
    expect(first.token).toMatchObject({ token_type: 'Bearer', expires_in: 3600, expires_at: expect.any(Date) })
    expect((await callApi(emulator, first.token['access_token'])).status).toBe(200)

    const second = await first.refresh()
    expect(second.token['access_token']).not.toBe(first.token['access_token'])
    expect((await callApi(emulator, second.token['access_token'])).status).toBe(200)

    // The answer is empty (RFC 7009, section 2.2), and without a type. By default this client insists on JSON.
    await second.revoke('refresh_token', { json: true })
    await expect(second.refresh()).rejects.toMatchObject({ output: { statusCode: 400 } })
  })

  test('is refused with a wrong password', async () => {
    const emulator = await serve()
    const { username } = emulator.credentials.meshy
    const refusal = clientOf(emulator, method).getToken({ username, password: 'wrong' })
    await expect(refusal).rejects.toMatchObject({
      data: { payload: { error: 'invalid_grant', error_description: 'invalid_username_or_password' } },
    })
  })
})
