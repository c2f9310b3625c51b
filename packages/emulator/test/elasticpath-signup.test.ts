import { describe, expect, test } from 'vitest'
import type { ElasticPathOptions } from '../src/fetch.ts'
import { errorOf, readAs, setUp, type TokenList } from './support/elasticpath.ts'

describe('A sign-up', () => {
  const person = { username: 'new@example.com', password: 'long enough', name: 'New Person', email: 'new@example.com' }

  const rule = (field: string, tag: string): string => `Validation failed: field '${field}' on the '${tag}' tag.`

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
    expect(await errorOf(wrong)).toMatchObject({ http: 400, detail: rule('GivenName', 'string') })
  })

  test.each<[string, number, string, Record<string, string>, ElasticPathOptions]>([
    ['the store does not allow it', 403, 'forbidden', {}, { selfSignup: false }],
    ['the profile is unknown', 404, 'password profile not found', { password_profile_id: 'x' }, {}],
    ['the password is short', 400, rule('Password', 'min'), { password: 'short12' }, {}],
    ['the username is taken', 422, 'username already exists', { username: 'ada@example.com' }, {}],
    ['the name is empty', 400, rule('Name', 'required'), { name: '' }, {}],
  ])('It fails when %s.', async (_, http, detail, fields, options) => {
    const { post, body } = setUp(options)
    expect(await errorOf(await post(body('self_signup', { ...person, ...fields })))).toMatchObject({ http, detail })
  })

  test('It takes a password of eight characters.', async () => {
    const { post, body } = setUp()
    expect((await post(body('self_signup', { ...person, password: '12345678' }))).status).toBe(201)
  })
})
