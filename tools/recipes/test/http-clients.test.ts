import { expectNoSecrets } from '@auth-tools/testing'
import { AxiosError } from 'axios'
import { HTTPError } from 'ky'
import { describe, expect, test } from 'vitest'
import { createAxiosOnFetch } from '../src/axios-fetch.ts'
import { createAxios } from '../src/axios-interceptors.ts'
import { createKy } from '../src/ky.ts'
import { createOpenapiClient } from '../src/openapi-fetch.ts'
import { serveMeshy, userCredentials } from './support/meshy.ts'

const renewed = ['password 200', 'resource 200', 'resource 401', 'refresh_token 200', 'resource 200']

describe('ky', () => {
  test('presents the token, and goes on when it was revoked', async () => {
    await using meshy = await serveMeshy()
    const api = createKy(meshy.create(), meshy.apiUrl)
    expect(await api.get('users/me').json()).toMatchObject({ username: 'ada' })
    meshy.emulator.revokeAccessTokens('meshy')
    expect(await api.get('users/me').json()).toMatchObject({ username: 'ada' })
    expect(meshy.asked()).toEqual(renewed)
  })

  test('sends a request that failed once only, and one whose sign-in was refused not at all', async () => {
    await using meshy = await serveMeshy()
    meshy.emulator.fail({ provider: 'meshy', endpoint: 'resource', kind: () => new Response(null, { status: 503 }) })
    const api = createKy(meshy.create(), meshy.apiUrl)
    await expect(api.get('users/me')).rejects.toBeInstanceOf(HTTPError)
    const refused = createKy(meshy.create({ credentials: { username: 'ada', password: 'wrong' } }), meshy.apiUrl)
    await expect(refused.get('users/me')).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect(meshy.asked()).toEqual(['password 200', 'resource 503', 'password 400'])
  })
})

describe('openapi-fetch', () => {
  test('presents the token, and goes on when it was revoked', async () => {
    await using meshy = await serveMeshy()
    const api = createOpenapiClient(meshy.create(), meshy.apiUrl)
    expect((await api.GET('/users/me')).data?.username).toBe('ada')
    meshy.emulator.revokeAccessTokens('meshy')
    expect((await api.GET('/users/me')).data?.username).toBe('ada')
    expect(meshy.asked()).toEqual(renewed)
  })
})

const notAllowed = { code: 'origin_not_allowed', provider: 'meshy' }

describe.each([
  { how: 'on auth.fetch', createApi: createAxiosOnFetch, expected: { cause: notAllowed } },
  { how: 'with interceptors', createApi: createAxios, expected: notAllowed },
])('axios $how', ({ createApi, expected }) => {
  test('presents the token, and goes on when it was revoked', async () => {
    await using meshy = await serveMeshy()
    const api = createApi(meshy.create(), meshy.apiUrl)
    expect((await api.get('/users/me', { params: { page: 1 } })).data).toMatchObject({ username: 'ada' })
    meshy.emulator.revokeAccessTokens('meshy')
    expect((await api.get('/users/me', { params: { page: 1 } })).data).toMatchObject({ username: 'ada' })
    expect(meshy.asked()).toEqual(renewed)
    expect(meshy.emulator.requests.at(-1)?.parameters).toEqual({ page: '1' })
  })

  test('renews once however many requests fail at the same time', async () => {
    await using meshy = await serveMeshy()
    const api = createApi(meshy.create(), meshy.apiUrl)
    await api.get('/users/me')
    meshy.emulator.revokeAccessTokens('meshy')
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.get('/users/me')))
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect(meshy.asked().filter((what) => what.startsWith('refresh_token'))).toEqual(['refresh_token 200'])
  })

  test('waits for a token no longer than its caller', async () => {
    await using meshy = await serveMeshy()
    const asked = Promise.withResolvers<void>()
    const silence = Promise.withResolvers<never>()
    const credentials = (): Promise<never> => {
      asked.resolve()
      return silence.promise
    }
    const caller = new AbortController()
    const call = createApi(meshy.create({ credentials }), meshy.apiUrl).get('/users/me', { signal: caller.signal })
    const failure = call.catch((thrown: unknown) => thrown)
    await asked.promise
    caller.abort()
    expect(await failure).toBeInstanceOf(Error)
    expect(meshy.asked()).toEqual([])
  })

  test('replays once: a second 401 is the caller’s', async () => {
    await using meshy = await serveMeshy()
    const refuse = (): Response => Response.json({ message: 'Not authorized' }, { status: 401 })
    meshy.emulator.fail({ provider: 'meshy', endpoint: 'resource', times: Infinity, kind: refuse })
    const api = createApi(meshy.create(), meshy.apiUrl)
    const error = await api.get('/users/me').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AxiosError)
    expect(error).toMatchObject({ status: 401 })
    expect(meshy.asked()).toEqual(['password 200', 'resource 401', 'refresh_token 200', 'resource 401'])
  })

  test('sends a JSON body again with the new token', async () => {
    await using meshy = await serveMeshy()
    const api = createApi(meshy.create(), meshy.apiUrl)
    await api.get('/users/me')
    meshy.emulator.revokeAccessTokens('meshy')
    const bodies: unknown[] = []
    for (const status of [401, 201]) {
      meshy.emulator.fail({
        provider: 'meshy',
        endpoint: 'resource',
        kind: async (request) => {
          bodies.push(await request.json())
          return Response.json({}, { status })
        },
      })
    }
    expect((await api.post('/users/me', { name: 'Ada' })).status).toBe(201)
    expect(bodies).toEqual([{ name: 'Ada' }, { name: 'Ada' }])
  })

  test('takes the token to no other origin', async () => {
    await using meshy = await serveMeshy()
    const api = createApi(meshy.create(), meshy.apiUrl)
    const error = await api.get('https://elsewhere.example.com/').catch((thrown: unknown) => thrown)
    expect(error).toMatchObject(expected)
  })
})

test.each([
  { how: 'on auth.fetch', createApi: createAxiosOnFetch, followed: [undefined] },
  { how: 'with interceptors', createApi: createAxios, followed: [] },
])('axios $how takes the token to no other origin that the API redirects to', async ({ createApi, followed }) => {
  await using meshy = await serveMeshy()
  const location = `${meshy.apiUrl.replace('127.0.0.1', 'localhost')}/users/me`
  const redirect = (): Response => new Response(null, { status: 302, headers: { location } })
  meshy.emulator.fail({ provider: 'meshy', endpoint: 'resource', kind: redirect })
  const api = createApi(meshy.create(), meshy.apiUrl)
  await api.get('/users/me').catch(() => {})
  const arrived = meshy.emulator.requests.filter(({ headers }) => headers['host']?.startsWith('localhost'))
  expect(arrived.map(({ headers }) => headers['authorization'])).toEqual(followed)
})

test('axios on auth.fetch has no token in its errors', async () => {
  await using meshy = await serveMeshy()
  const auth = meshy.create()
  const refuse = (): Response => Response.json({ message: 'Not found' }, { status: 404 })
  meshy.emulator.fail({ provider: 'meshy', endpoint: 'resource', kind: refuse })
  const error = await createAxiosOnFetch(auth, meshy.apiUrl)
    .get('/users/me')
    .catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ status: 404 })
  expectNoSecrets(error, [(await auth.getToken()).value, userCredentials.password])
})
