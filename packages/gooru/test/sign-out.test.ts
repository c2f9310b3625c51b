import { describe, expect, test } from 'vitest'
import { setUp } from './support.ts'

describe('A sign-out', () => {
  test.each([
    ['seed', 204],
    ['v3', 204],
    ['nile', 200],
    ['nile', 204],
  ] as const)('It revokes the token, with the servers of %s and status %i.', async (profile, deleteStatus) => {
    const { create, person, emulator } = setUp({ profile, deleteStatus })
    const auth = create({ credentials: person })
    const headers = await auth.headers()
    await auth.signOut()
    expect(emulator.requests.at(-1)).toMatchObject({ endpoint: 'sign-out', method: 'DELETE', status: deleteStatus })
    const response = await emulator.fetch(`${emulator.urls.gooru.apiBaseUrl}/nucleus/v1/resources`, { headers })
    expect(response.status).toBe(401)
    expect(auth.status).toBe('reauth-required')
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  })

  test('It is done when the token is gone already.', async () => {
    const { create, person, emulator } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.revokeAccessTokens('gooru')
    await auth.signOut()
    expect(emulator.requests.at(-1)).toMatchObject({ endpoint: 'sign-out', status: 401 })
  })

  test('It is done when the token dies while the service looks at it.', async () => {
    const { create, person, emulator } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.fail({
      provider: 'gooru',
      endpoint: 'sign-out',
      kind: () => new Response('{"message":"Invalid access token."}', { status: 400 }),
    })
    await auth.signOut()
    expect(auth.status).toBe('reauth-required')
  })

  test('It is done when a service does not let visitors sign out.', async () => {
    const { create, emulator } = setUp({ anonymousSignOut: false })
    const auth = create({ credentials: { anonymous: true } })
    await auth.getToken()
    await auth.signOut()
    expect(emulator.requests.at(-1)).toMatchObject({ endpoint: 'sign-out', status: 403 })
  })

  test('It is repeated after a lost answer.', async () => {
    const { create, person, emulator, clock } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.fail({ provider: 'gooru', endpoint: 'sign-out', kind: 'reset' })
    await clock.settle(auth.signOut())
    expect(emulator.requests.at(-1)).toMatchObject({ endpoint: 'sign-out', status: 401 })
  })

  test('It forgets the session also when the service refuses.', async () => {
    const { create, person, emulator } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.fail({ provider: 'gooru', endpoint: 'sign-out', kind: () => new Response(null, { status: 403 }) })
    await expect(auth.signOut()).rejects.toMatchObject({ code: 'access_denied', phase: 'sign-out' })
    expect(auth.status).toBe('reauth-required')
  })

  test('It is sent again after a 500.', async () => {
    const { create, person, emulator, clock } = setUp()
    const auth = create({ credentials: person })
    await auth.getToken()
    emulator.fail({ provider: 'gooru', endpoint: 'sign-out', kind: 'html' })
    await clock.settle(auth.signOut())
    expect(emulator.requests.at(-1)).toMatchObject({ endpoint: 'sign-out', status: 204 })
  })
})
