import { describe, expect, test } from 'vitest'
import { errorOf, setUp } from './support/elasticpath.ts'

describe('The options of the emulated store', () => {
  test.each([401, 422] as const)('They refuse credentials with %i.', async (credentialError) => {
    const { post, body } = setUp({ credentialError })
    const response = await post(body('password', { username: 'x', password: 'x' }))
    expect(await errorOf(response)).toMatchObject({ http: credentialError, status: `${credentialError}` })
  })

  test('They write errors in other forms.', async () => {
    const wrong = { username: 'x', password: 'x' }
    const numbers = setUp({ errorStatusType: 'number' })
    expect(await errorOf(await numbers.post(numbers.body('password', wrong)))).toMatchObject({ status: 400 })
    const object = setUp({ errorsShape: 'object', errorStatusType: 'omit' })
    expect(await (await object.post(object.body('password', wrong))).json()).toEqual({
      errors: { title: 'Bad Request', detail: 'authentication failed' },
    })
  })

  test('They write lists in other forms.', async () => {
    const nulls = await setUp({ nullLinks: 'null', lastLinkOnSinglePage: false, httpLinks: true }).signIn()
    expect(nulls.links).toMatchObject({ last: null, next: null, prev: null })
    expect(nulls.links['first']).toMatch(/^http:/)
    const omitted = await setUp({
      ...{ nullLinks: 'omit', includeMemberId: false, currentBase: 0, pageLimit: 20, expiresFraction: '901' },
    }).signIn()
    expect(Object.keys(omitted.links)).toEqual(['current', 'first', 'last'])
    expect(omitted.meta).toEqual({ page: { limit: 20, offset: 0, current: 0, total: 1 }, results: { total: 1 } })
    expect(omitted.data[0]?.expires).toMatch(/\.901Z$/)
  })

  test('They ignore the case of usernames.', async () => {
    const { signIn } = setUp({ caseSensitiveUsernames: false })
    expect((await signIn({ username: 'ADA@example.com', password: 'pa$$word' })).meta.results.total).toBe(1)
  })

  test('They wrap the client token.', async () => {
    const { requestClientToken, clientId } = setUp({ clientTokenInData: true })
    const response = await requestClientToken({ grant_type: 'implicit', client_id: clientId })
    expect(await response.json()).toMatchObject({ data: { identifier: 'implicit' } })
  })

  test('They leave open which token a 401 is about.', async () => {
    const { readAccounts, clientToken } = setUp({ clientTokenErrorTitle: 'Unauthorized', accountTokenErrorDetail: '' })
    expect(await errorOf(await readAccounts('dead', 'x'))).toEqual({ http: 401, status: 401, title: 'Unauthorized' })
    const error = await errorOf(await readAccounts(await clientToken(), 'dead'))
    expect(error).toEqual({ http: 401, status: '401', title: 'Unauthorized' })
  })

  test('They write the end of a token in seconds.', async () => {
    const { signIn } = setUp({ expiresFormat: 'seconds' })
    const [token] = (await signIn()).data
    expect(Math.abs(Number(token?.expires) - Date.now() / 1000 - 86_400)).toBeLessThan(10)
  })
})
