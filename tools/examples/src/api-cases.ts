import { beforeEach, expect, test } from 'vitest'
import { createApiClient } from './api-client.ts'
import type { Emulated } from './emulated.ts'
import { worthlessCookies } from './worthless-cookies.ts'

/** An application that is being tried. */
export interface Api {
  readonly origin: string
  readonly emulator: Emulated
}

const ada = { username: 'ada', password: 'ada-password' }

/** What holds for every API with a session in a cookie, whatever it is made with. */
export function testApi(app: () => Api): void {
  beforeEach(() => app().emulator.reset())

  test('who has signed in is known by the cookie, and does not notice that the token is renewed', async () => {
    const client = createApiClient(app().origin)
    const welcome = await client.post('/sign-in', ada)
    expect([welcome.status, welcome.body]).toEqual([200, { message: 'Welcome.' }])
    expect(welcome.cookie).toMatch(/^session=[\da-f-]{36}; /)
    for (const attribute of ['Max-Age=2592000', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'])
      expect(welcome.cookie).toContain(`; ${attribute}`)
    expect((await client.get('/me')).body).toMatchObject({ username: 'ada' })
    await app().emulator.revokeTokens()
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.get('/me')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(await app().emulator.grants()).toEqual(['password', 'refresh_token'])
  })

  test('a wrong password is told, and sets no cookie', async () => {
    const answer = await createApiClient(app().origin).post('/sign-in', { ...ada, password: 'wrong' })
    expect(answer).toMatchObject({ status: 401, body: { message: 'Wrong username or password.' }, cookie: undefined })
  })

  test.each([
    { username: '', password: '' },
    { username: 'ada', password: '' },
    { username: 'ada' },
    { ...ada, password: { $ne: '' } },
  ])(
    'fields that are empty, missing or of another kind are refused, and the provider is not asked: %j',
    async (body) => {
      const answer = await createApiClient(app().origin).post('/sign-in', body)
      expect(answer).toMatchObject({ status: 400, cookie: undefined })
      expect(await app().emulator.endpoints()).toEqual([])
    },
  )

  test.each(worthlessCookies)('a cookie that leads to no session asks to sign in: %s', async (_, cookie) => {
    const answer = await createApiClient(app().origin, cookie).get('/me')
    expect(answer).toMatchObject({ status: 401, body: { message: 'Please sign in.' } })
    expect(await app().emulator.endpoints()).toEqual([])
  })

  test('after a sign-out the cookie is removed, and worth nothing', async () => {
    const client = createApiClient(app().origin)
    const { cookie = '' } = await client.post('/sign-in', ada)
    const goodbye = await client.post('/sign-out')
    expect(goodbye.status).toBe(200)
    expect(goodbye.cookie).toMatch(/^session=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/)
    const again = createApiClient(app().origin, cookie.split(';')[0])
    expect(await again.get('/me')).toMatchObject({ status: 401, body: { message: 'Please sign in.' } })
    expect(await app().emulator.endpoints()).toContain('revocation')
  })

  test('a form of another site cannot sign anybody in', async () => {
    const form = new URLSearchParams(ada)
    const answer = await fetch(`${app().origin}/sign-in`, { method: 'POST', body: form })
    expect([400, 415]).toContain(answer.status)
    expect(answer.headers.get('set-cookie')).toBeNull()
  })

  test('an outage of the provider is answered with 503 and when to come back', async () => {
    await app().emulator.fail({ provider: 'meshy', endpoint: 'token', kind: 'unavailable', retryAfter: 120 })
    const answer = await createApiClient(app().origin).post('/sign-in', ada)
    expect(answer).toMatchObject({ status: 503, body: { message: 'Try again later.' }, retryAfter: '120' })
  })
}
