import { createMemoryStore } from '@auth/core'
import { answering, createVirtualClock, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { createElasticPathAuth, type ElasticPathSession } from '../src/index.ts'
import { ada, grace, setUp } from './support.ts'

const type = 'account_management_authentication_token'

/** The sample of the documentation, which is from 2021. */
const sample = {
  meta: { page: { limit: 20, offset: 0, current: 1, total: 1 }, results: { total: 2 } },
  data: [
    {
      account_name: 'acc-name-1',
      account_id: '9e227208-b592-49c0-8c8f-043b66c634b0',
      token: 'first-account-token',
      type,
      expires: '2021-03-16T19:36:11.070Z',
    },
    {
      account_name: 'acc-name-2',
      account_id: '87acbe78-921f-4a25-84db-09dc276754ba',
      token: 'second-account-token',
      type,
      expires: '2021-03-16T18:19:19.070Z',
    },
  ],
  links: {
    current: 'https://useast.api.elasticpath.com/v2/account-members/tokens?page[offset]=0&page[limit]=20',
    first: 'https://useast.api.elasticpath.com/v2/account-members/tokens?page[offset]=0&page[limit]=20',
    last: 'https://useast.api.elasticpath.com/v2/account-members/tokens?page[offset]=0&page[limit]=20',
    next: 'null',
    prev: 'null',
  },
}
const sampleTime = Date.UTC(2021, 2, 15, 19, 36, 11)

/** The session, and the token, that an answer leads to. */
async function signInTo(body: object, account = { id: sample.data[1]?.account_id ?? '' }) {
  const clock = createVirtualClock(sampleTime)
  const auth = createElasticPathAuth({
    clientToken: 'client-token',
    passwordProfileId: 'profile-1',
    fetch: answering(201, body, { date: new Date(sampleTime).toUTCString() }),
    clock,
  })
  return { session: await auth.signIn({ ...ada, account }), token: await auth.getToken(), clock, auth }
}

test('The session has every field of the documented answer, save the tokens.', async () => {
  const { session, token } = await signInTo(sample)
  const other = {
    id: '9e227208-b592-49c0-8c8f-043b66c634b0',
    name: 'acc-name-1',
    expiresAt: Date.UTC(2021, 2, 16, 19, 36, 11),
  }
  const account = {
    id: '87acbe78-921f-4a25-84db-09dc276754ba',
    name: 'acc-name-2',
    expiresAt: Date.UTC(2021, 2, 16, 18, 19, 19),
  }
  const { current, first, last } = sample.links
  expect(session).toEqual({
    account,
    accounts: [other, account],
    totalAccounts: 2,
    tokenType: type,
    meta: { page: { limit: 20, offset: 0, current: 1, total: 1 }, results: { total: 2 } },
    links: { current, first, last },
  } satisfies ElasticPathSession)
  expect(token.value).toBe('second-account-token')
  expect(token.expiresAt).toBe(account.expiresAt)
})

test('Newer servers say who the member is.', async () => {
  const { session } = await signInTo({ ...sample, meta: { ...sample.meta, account_member_id: 'member-1' } })
  expect(session.accountMemberId).toBe('member-1')
})

test.each<[string, object]>([
  ['null', { last: null, next: null, prev: null }],
  ['the text null', { last: 'null', next: 'null', prev: 'null' }],
  ['empty', { last: '', next: '', prev: '' }],
  ['missing', { last: undefined, next: undefined, prev: undefined }],
])('A link that is %s is left out.', async (_, links) => {
  const { session } = await signInTo({ ...sample, links: { ...sample.links, ...links } })
  expect(Object.keys(session.links ?? {})).toEqual(['current', 'first'])
})

test('An answer with nothing but a token and an account is enough.', async () => {
  const { session, token, clock } = await signInTo({ data: [{ account_id: 'a', token: 'bare-token' }] }, { id: 'a' })
  expect(session).toEqual({ account: { id: 'a', name: '' }, accounts: [{ id: 'a', name: '' }], links: {} })
  // Without an expiry, five minutes are assumed.
  expect(token.expiresAt).toBe(clock.now() + 300_000)
})

test.each([
  [1_615_922_171, Date.UTC(2021, 2, 16, 19, 16, 11)],
  ['1615922171.999', Date.UTC(2021, 2, 16, 19, 16, 11)],
  ['1615922171', Date.UTC(2021, 2, 16, 19, 16, 11)],
  ['2021-03-16T19:16:11.999Z', Date.UTC(2021, 2, 16, 19, 16, 11)],
  ['2021-03-16T19:16:11', Date.UTC(2021, 2, 16, 19, 16, 11)],
  ['2021-03-16T21:16:11+02:00', Date.UTC(2021, 2, 16, 19, 16, 11)],
] as const)('An expiry written as %s is read, to the second.', async (expires, at) => {
  const { session } = await signInTo({ data: [{ account_id: 'a', token: 'bare-token', expires }] }, { id: 'a' })
  expect(session.account.expiresAt).toBe(at)
})

test.each(['soon', '', '2021-03-15', -1, '2020-01-01T00:00:00Z', 0])('The expiry %j is an error.', async (expires) => {
  const body = { data: [{ account_id: 'a', token: 'bare-token', expires }] }
  const error = await failureOf(signInTo(body, { id: 'a' }))
  expect(error).toMatchObject({ code: 'invalid_response' })
})

test('An unreadable expiry of another account does no harm.', async () => {
  const [first, second] = sample.data
  const { session } = await signInTo({ ...sample, data: [{ ...first, expires: 'soon' }, second] })
  expect(session.accounts.map(({ expiresAt }) => expiresAt)).toEqual([undefined, Date.UTC(2021, 2, 16, 18, 19, 19)])
})

test('The session comes from the store as it was, and the emulated server says all of it.', async () => {
  const store = createMemoryStore()
  const first = setUp({ store, credentials: { ...grace, account: { id: '87acbe78-921f-4a25-84db-09dc276754ba' } } })
  const session = await first.auth.session()
  expect(session).toMatchObject({
    accountMemberId: '97acbe78-921f-4a25-84db-09dc276754ba',
    account: { name: 'acc-name-2' },
    accounts: [{ name: 'acc-name-2' }, { name: 'acc-name-3' }, { name: 'acc-name-3' }],
    totalAccounts: 3,
    tokenType: type,
    meta: { page: { limit: 25, total: 1 }, results: { total: 3 } },
    links: { current: expect.stringContaining('/v2/account-members/tokens?') },
  })
  const { fetch, credentials } = first.options
  expect(await setUp({ store, fetch, credentials }).auth.session()).toEqual(session)
})
