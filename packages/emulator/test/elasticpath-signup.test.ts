import { describe, expect, test } from 'vitest'
import type { ElasticPathOptions } from '../src/fetch.ts'
import { errorOf, readAs, setUp, type TokenList } from './support/elasticpath.ts'

describe('A sign-up', () => {
  const person = { username: 'new@example.com', password: 'long enough', name: 'New Person', email: 'new@example.com' }

  test('It makes a member who can sign in, with an account of the same name.', async () => {
    const { post, body, signIn } = setUp()
    const response = await post(body('self_signup', person))
    expect(response.status).toBe(201)
    expect((await readAs<TokenList>(response)).data).toMatchObject([{ account_name: 'New Person' }])
    expect((await signIn(person)).meta.results.total).toBe(1)
  })

  test('It gives no account where the store does not.', async () => {
    const { post, body } = setUp({ autoCreateAccount: false })
    expect((await readAs<TokenList>(await post(body('self_signup', person)))).data).toEqual([])
  })

  test('It takes the parts of a name, or null for none.', async () => {
    const { post, body } = setUp()
    const names = { given_name: 'New', middle_name: null, family_name: 'Person' }
    expect((await post(body('self_signup', { ...person, ...names }))).status).toBe(201)
    const wrong = await post(body('self_signup', { ...person, username: 'other', given_name: 7 }))
    expect(await errorOf(wrong)).toMatchObject({ http: 400, detail: expect.stringContaining("field 'GivenName'") })
  })

  test.each<[string, number, Record<string, string>, ElasticPathOptions]>([
    ['the store does not allow it', 403, {}, { selfSignup: false }],
    ['the profile is unknown', 404, { password_profile_id: 'x' }, {}],
    ['the password is short', 400, { password: 'short' }, {}],
    ['the username is taken', 422, { username: 'ada@example.com' }, {}],
  ])('It fails when %s.', async (_, status, fields, options) => {
    const { post, body } = setUp(options)
    expect((await post(body('self_signup', { ...person, ...fields }))).status).toBe(status)
  })
})
