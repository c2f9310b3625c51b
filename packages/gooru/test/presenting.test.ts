import { describe, expect, test } from 'vitest'
import type { GooruAuth } from '../src/index.ts'
import { setUp } from './support.ts'

const resource = '/nucleus/v1/resources'

describe('A token that is presented', () => {
  test('It is in both headers by default, so that either reading of the documentation works.', async () => {
    const { create, person } = setUp()
    const auth = create({ credentials: person })
    const { value } = await auth.getToken()
    expect(await auth.headers()).toEqual({ authorization: `Token ${value}`, token: value })
  })

  test.each([
    ['both', true, true, 200],
    ['both', true, false, 200],
    ['both', false, true, 200],
    ['authorization', true, false, 200],
    ['authorization', false, true, 401],
    ['token', false, true, 200],
    ['token', true, false, 401],
  ] as const)(
    'With %s, a service that reads Authorization (%s) and Token (%s) answers %i.',
    async (tokenHeaders, acceptAuthorizationHeader, acceptTokenHeader, status) => {
      const { create, person } = setUp({ acceptAuthorizationHeader, acceptTokenHeader })
      const auth = create({ credentials: person, tokenHeaders })
      expect((await auth.fetch(resource)).status).toBe(status)
    },
  )

  test.each([
    ['authorization', ['authorization']],
    ['token', ['token']],
  ] as const)('It is in no other header with %s.', async (tokenHeaders, names) => {
    const { create, person } = setUp()
    expect(Object.keys(await create({ credentials: person, tokenHeaders }).headers())).toEqual(names)
  })

  test.each([{ authorization: 'Token b3duLXRva2Vu' }, { Token: 'b3duLXRva2Vu' }])(
    "It leaves a caller's own %o alone, and adds nothing that contradicts it.",
    async (own: HeadersInit) => {
      const { create, person, sent, count } = setUp()
      const auth = create({ credentials: person })
      expect((await auth.fetch(resource, { headers: own })).status).toBe(401)
      const names = [...(sent.at(-1)?.headers.keys() ?? [])]
      expect(names.filter((name) => name === 'authorization' || name === 'token')).toHaveLength(1)
      expect(count('token')).toBe(1)
    },
  )

  test("It is in the Token header beside a caller's Authorization where that is not Gooru's.", async () => {
    const { create, person, sent } = setUp()
    const auth = create({ credentials: person, tokenHeaders: 'token' })
    const response = await auth.fetch(resource, { headers: { authorization: 'Basic cHJveHk6cHJveHk=' } })
    expect(response.status).toBe(200)
    expect(sent.at(-1)?.headers.get('authorization')).toBe('Basic cHJveHk6cHJveHk=')
  })

  test('It goes to another origin in neither header.', async () => {
    const { create, person, emulator } = setUp()
    const elsewhere: Request[] = []
    const auth = create({
      credentials: person,
      fetch: async (input, init) => {
        const request = new Request(input, init)
        if (request.url.startsWith('https://elsewhere.example')) {
          elsewhere.push(request)
          return new Response('')
        }
        if (!request.url.endsWith('/redirect')) return emulator.fetch(request)
        return new Response(null, { status: 307, headers: { location: 'https://elsewhere.example/' } })
      },
    })
    await auth.fetch('/redirect')
    expect(elsewhere).toHaveLength(1)
    expect(elsewhere[0]?.headers.has('authorization')).toBe(false)
    expect(elsewhere[0]?.headers.has('token')).toBe(false)
    await expect(auth.fetch('https://elsewhere.example/')).rejects.toMatchObject({ code: 'origin_not_allowed' })
    expect(elsewhere).toHaveLength(1)
  })
})

describe.each([
  ['a check of the session', (auth: GooruAuth) => auth.checkSession()],
  ['a sign-out', (auth: GooruAuth) => auth.signOut()],
] as const)('%s', (_, call) => {
  test.each([
    ['both', ['authorization', 'token']],
    ['token', ['authorization', 'token']],
    ['authorization', ['authorization']],
  ] as const)('It presents the token with %s as the service itself reads it.', async (tokenHeaders, names) => {
    const { create, person, sent } = setUp()
    const auth = create({ credentials: person, tokenHeaders })
    const { value } = await auth.getToken()
    await call(auth)
    const headers = sent.at(-1)?.headers
    expect(headers?.get('authorization')).toBe(`Token ${value}`)
    expect(['authorization', 'token'].filter((name) => headers?.has(name))).toEqual(names)
  })
})
