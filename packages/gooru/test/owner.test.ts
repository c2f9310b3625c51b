import { answering, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth } from '../src/index.ts'
import { basics, setUp, tokenBody } from './support.ts'

const person = { username: 'rnfu34p13', password: 'fake-password' }

describe('The owner of a token', () => {
  test('An anonymous session is refused for a person.', async () => {
    const body = tokenBody({ user_id: 'anonymous', username: undefined })
    const auth = createGooruAuth({ ...basics, fetch: answering(200, body) })
    const error = await failureOf(auth.signIn(person))
    expect(error).toMatchObject({ code: 'invalid_credentials', retryable: false })
    expect(String(error)).toMatch(/anonymous session.*`Authorization`/)
    expect(String(error)).not.toMatch(/the provider said/)
    expectNoSecrets(error, ['YWFkYTZhYmMt', basics.clientKey, person.username, person.password])
    expect(auth.status).not.toBe('fresh')
  })

  test('The session of a person is refused for a visitor.', async () => {
    const auth = createGooruAuth({ ...basics, fetch: answering(200, tokenBody()), credentials: { anonymous: true } })
    const error = await failureOf(auth.getToken())
    expect(error).toMatchObject({ code: 'invalid_response' })
    expect(String(error)).toContain('the session of a person')
    expectNoSecrets(error, ['YWFkYTZhYmMt', 'aada6abc'])
  })

  test('The session of somebody else is refused for a person who gave an e-mail address.', async () => {
    const body = tokenBody({ email: 'eve@example.org' })
    const auth = createGooruAuth({ ...basics, fetch: answering(200, body) })
    const signIn = (username: string): Promise<unknown> => auth.signIn({ username, password: 'fake-password' })
    const error = await failureOf(signIn('ada@example.org'))
    expect(error).toMatchObject({ code: 'invalid_response', retryable: false })
    expect(String(error)).toMatch(/the session of another person.*Tell its operator$/)
    expectNoSecrets(error, ['eve@example.org', 'ada@example.org', 'YWFkYTZhYmMt'])
    expect(auth.status).not.toBe('fresh')
    expect(await signIn('EVE@example.org')).toMatchObject({ email: 'eve@example.org' })
    expect(await signIn('rnfu34p13')).toMatchObject({ email: 'eve@example.org' })
  })

  test.each(['seed', 'nile'] as const)(
    'The error names a lost Authorization header, with the servers of %s.',
    async (profile) => {
      const { emulator, create } = setUp({ profile })
      const auth = create({
        fetch: (input, init) => {
          const request = new Request(input, init)
          request.headers.delete('authorization')
          return emulator.fetch(request)
        },
      })
      const signIn = auth.signIn(person)
      await expect(signIn).rejects.toMatchObject({ code: 'invalid_request' })
      await expect(signIn).rejects.toThrow(/`Authorization` header/)
    },
  )
})
