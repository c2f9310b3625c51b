import { answering, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { createGooruAuth, type GooruCredentials } from '../src/index.ts'
import { basics } from './support.ts'

const person = { username: 'rnfu34p13', password: 'fake-password' }

describe('The error of a refused sign-in', () => {
  test.each([
    ['a list of errors', '{"errors":[{"code":"AUE401","message":"Invalid client id or secret key."}]}', 'AUE401'],
    ['a message', '{"message":"Invalid client id or secret key."}', undefined],
    ['plain text', 'Invalid client id or secret key.', undefined],
  ])('It understands %s, whatever the content type.', async (_, body, providerCode) => {
    const auth = createGooruAuth({ ...basics, fetch: answering(401, body, { 'content-type': 'x/y' }) })
    const error = await failureOf(auth.signIn(person))
    expect(error).toMatchObject({ code: 'invalid_client', message: expect.stringContaining('`clientKey` is wrong') })
    expect(error).toMatchObject({ message: expect.stringContaining('"Invalid client id or secret key."') })
    expect((error as { providerCode?: string }).providerCode).toBe(providerCode) // matched as an AuthError above
  })

  test.each([
    [401, ''],
    [403, ''],
    [404, '<html><body><h1>Resource not found</h1></body></html>'],
  ])('It names the candidates where %i says nothing.', async (status, body) => {
    const auth = createGooruAuth({ ...basics, fetch: answering(status, body) })
    await expect(auth.signIn(person)).rejects.toThrow(/no recognised reason was given|or no such user/)
  })

  test('It names the refused fields.', async () => {
    const refused = { client_id: 'Invalid value', tenant: { a: 1 }, app_id: 'Missing field' }
    const auth = createGooruAuth({ ...basics, fetch: answering(400, refused) })
    await expect(auth.signIn(person)).rejects.toThrow(
      'the provider said "client_id: Invalid value; app_id: Missing field"',
    )
  })

  test('It distinguishes what the service refused from what it could not do.', async () => {
    const says = async (status: number, credentials: GooruCredentials): Promise<string> =>
      String(await failureOf(createGooruAuth({ ...basics, fetch: answering(status, '') }).signIn(credentials)))
    expect(await says(401, person)).toContain('sign-in was refused: no recognised reason was given')
    expect(await says(500, person)).toMatch(
      /sign-in failed: the service failed .* every time, to a colon in the password/,
    )
    expect(await says(500, { anonymous: true })).toContain(
      'Some servers also respond like this, every time, to a `clientId` that',
    )
  })

  test('It keeps secrets out of errors that quote the service.', async () => {
    const { clientKey } = basics
    const echo = `Invalid password provided. ${clientKey} ${person.password} ${btoa(`${person.username}:${person.password}`)}`
    const auth = createGooruAuth({ ...basics, fetch: answering(401, { message: echo }) })
    const error = await failureOf(auth.signIn(person))
    expect(error).toMatchObject({ code: 'invalid_credentials' })
    expectNoSecrets([error, auth], [clientKey, person.username, person.password])
  })
})
