import { createMemoryStore } from '@auth/core'
import { describe, expect, test } from 'vitest'
import { setUp } from './support.ts'

describe('A dead token', () => {
  test('It is replaced by one new sign-in, and the request is repeated.', async () => {
    const { create, person, emulator, count } = setUp()
    const auth = create({ credentials: person })
    await auth.fetch('/nucleus/v1/resources')
    emulator.revokeAccessTokens('gooru')
    const init = { method: 'POST', body: 'text' }
    const responses = await Promise.all([1, 2, 3].map(() => auth.fetch('/nucleus/v1/resources', init)))
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(count('token')).toBe(2)
    expect(count('resource')).toBe(7)
  })

  test('It is not what a 403 is about.', async () => {
    const { create, count } = setUp()
    const auth = create({ credentials: { anonymous: true } })
    expect((await auth.fetch('/nucleus/v1/resources', { method: 'POST' })).status).toBe(403)
    expect(count('token')).toBe(1)
  })
})

describe('A visitor who signs in', () => {
  test('It has the session of the person from then on.', async () => {
    const { create, person, emulator } = setUp()
    const auth = create({ credentials: { anonymous: true } })
    const before = await auth.getToken()
    expect((await auth.session()).anonymous).toBe(true)
    await auth.signIn(person)
    const after = await auth.getToken()
    expect(after.value).not.toBe(before.value)
    expect((await auth.session()).userId).toBe(emulator.credentials.gooru.userId)
    expect(await (await auth.fetch('/nucleus/v1/resources')).json()).toMatchObject({ username: person.username })
  })

  test('It never goes back to a visitor unnoticed.', async () => {
    const { create, person, emulator, count } = setUp()
    const auth = create({ credentials: { anonymous: true } })
    await auth.session()
    await auth.signIn(person)
    emulator.revokeAccessTokens('gooru')
    await expect(auth.fetch('/nucleus/v1/resources')).rejects.toMatchObject({ code: 'reauth_required' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
    expect(count('token')).toBe(2)
    await auth.signIn({ anonymous: true })
    expect((await auth.session()).anonymous).toBe(true)
  })

  test('It never goes back to a visitor when the time of the token is over either.', async () => {
    const { create, person, clock } = setUp({ profile: 'nile' })
    const auth = create({ credentials: { anonymous: true } })
    await auth.signIn(person)
    await clock.advance(3_600_000)
    await expect(auth.fetch('/nucleus/v1/resources')).rejects.toMatchObject({ code: 'reauth_required' })
    await expect(auth.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  })

  test('It is not the person that happens to be called anonymous.', async () => {
    const user = { username: 'anonymous', email: 'x@example.org', password: 'fake-password', userId: 'u-1' }
    const { create, emulator } = setUp({ users: [user] })
    const auth = create({ credentials: { anonymous: true } })
    expect((await auth.signIn({ username: user.username, password: user.password })).userId).toBe('u-1')
    emulator.revokeAccessTokens('gooru')
    await expect(auth.fetch('/nucleus/v1/resources')).rejects.toMatchObject({ code: 'reauth_required' })
  })
})

describe("People's sessions in a store", () => {
  test('They are found again under their identity, and by nobody else.', async () => {
    const { create, person, count } = setUp()
    const store = createMemoryStore()
    const first = create({ store, identity: 'person-1' })
    await first.signIn(person)
    const again = create({ store, identity: 'person-1' })
    expect(await again.session()).toEqual(await first.session())
    expect((await again.getToken()).value).toBe((await first.getToken()).value)
    expect(count('token')).toBe(1)
    const other = create({ store, identity: 'person-2' })
    await expect(other.getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  })

  test('They are apart for each client of the service.', async () => {
    const { create, emulator } = setUp()
    const store = createMemoryStore()
    const credentials = { anonymous: true } as const
    const one = create({ store, credentials, identity: 'visitor-1' })
    const { clientId, clientKey } = emulator.credentials.gooru.anonymousOnlyClient
    const two = create({ store, credentials, identity: 'visitor-1', clientId, clientKey })
    expect((await one.session()).clientId).not.toBe((await two.session()).clientId)
  })
})
