import { answering } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

const hourMs = 3_600_000
const person = { username: 'rnfu34p13', password: 'fake-password' }

describe('The life of a token', () => {
  test('It ends with its rejection where the service does not say how long it lives.', async () => {
    const { create, person, clock, emulator, count } = setUp({ accessTokenLifetimeMs: 7 * 24 * hourMs })
    const auth = create({ credentials: person })
    await auth.getToken()
    await clock.advance(18 * hourMs)
    await auth.getToken()
    expect(count('token')).toBe(1)
    expect(auth.status).toBe('fresh')
    emulator.revokeAccessTokens('gooru')
    expect((await auth.fetch('/nucleus/v1/resources')).status).toBe(200)
    expect(count('token')).toBe(2)
  })

  test('It lasts a day at most where the service does not say.', async () => {
    const { create, person, clock, count } = setUp({ accessTokenLifetimeMs: 7 * 24 * hourMs })
    const auth = create({ credentials: person })
    await auth.getToken()
    await clock.advance(24 * hourMs)
    await auth.getToken()
    expect(count('token')).toBe(2)
  })

  test('It is what the service says, in seconds.', async () => {
    const { create, person, clock, count } = setUp({ profile: 'nile', accessTokenLifetimeMs: hourMs })
    const auth = create({ credentials: person })
    expect((await auth.getToken()).expiresAt).toBe(clock.now() + hourMs)
    await clock.advance(0.8 * hourMs)
    await auth.getToken()
    expect(count('token')).toBe(1)
    await clock.advance(0.2 * hourMs)
    await auth.getToken()
    expect(count('token')).toBe(2)
  })

  test('It begins anew with each use, so that people stay signed in for as long as they are there.', async () => {
    const { create, person, clock, emulator, count } = setUp({ profile: 'nile', accessTokenLifetimeMs: hourMs })
    const auth = create()
    expect((await auth.signIn(person)).validityMs).toBe(hourMs)
    expect((await auth.getToken()).expiresAt).toBeUndefined()
    for (let use = 0; use < 20; use += 1) {
      await clock.advance(0.9 * hourMs)
      expect((await auth.fetch('/nucleus/v1/resources')).status).toBe(200)
    }
    expect(count('token')).toBe(1)
    await clock.advance(hourMs)
    await expect(auth.fetch('/nucleus/v1/resources')).rejects.toMatchObject({ code: 'reauth_required' })
    expect(emulator.requests.at(-1)).toMatchObject({ endpoint: 'resource', status: 401 })
  })

  test('It is the shorter one that the API gives it, where that is so.', async () => {
    const lifetimes = { accessTokenLifetimeMs: hourMs, apiLifetimeMs: 0.1 * hourMs }
    const { create, person, clock, count } = setUp({ profile: 'nile', ...lifetimes })
    const auth = create({ credentials: person })
    await auth.fetch('/nucleus/v1/resources')
    await clock.advance(0.2 * hourMs)
    expect((await auth.fetch('/nucleus/v1/resources')).status).toBe(200)
    expect(count('token')).toBe(2)
  })

  test('It must not be over before it begins.', async () => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody({ access_token_validity: 0 })) })
    const signIn = auth.signIn({ username: 'rnfu34p13', password: 'fake-password' })
    await expect(signIn).rejects.toMatchObject({ code: 'invalid_response' })
  })

  test('It is unknown where the service sends null.', async () => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody({ access_token_validity: null })) })
    await auth.signIn({ username: 'rnfu34p13', password: 'fake-password' })
    expect((await auth.getToken()).expiresAt).toBeUndefined()
  })

  test.each([
    ['a client with credentials', { credentials: person }, person, true],
    ['a client with a function that brings them', { credentials: () => person }, person, true],
    ['a client without credentials', {}, person, false],
    ['a client with credentials, of a visitor', { credentials: person }, { anonymous: true }, false],
    ['a client of visitors, of a person', { credentials: { anonymous: true } }, person, false],
  ] as const)('It counts only where the token can be replaced: %s.', async (_, options, credentials, counts) => {
    const data = { access_token_validity: 3600, ...('anonymous' in credentials && { user_id: 'anonymous' }) }
    const auth = createGooruAuth({ ...basics, ...options, fetch: answering(200, tokenBody(data)) })
    await auth.signIn(credentials)
    expect((await auth.getToken()).expiresAt !== undefined).toBe(counts)
  })
})
