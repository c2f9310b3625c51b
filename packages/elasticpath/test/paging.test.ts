import { expect, test } from 'vitest'
import { grace, setUp } from './support.ts'

/** A client of the member with three accounts, whose first page has two, and every request it sends. */
function paged(change: (body: Page, url: URL) => Page = (body) => body) {
  const server = setUp({}, { elasticpath: { pageLimit: 2, acceptPageLimit: false, httpLinks: true } })
  const sent: Request[] = []
  const { auth } = setUp({
    credentials: { ...grace, account: (accounts) => accounts[0]?.id },
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push(request.clone())
      const response = await (server.options.fetch ?? fetch)(request)
      if (!request.url.includes('/v2/account-members/tokens')) return response
      return Response.json(change(await response.json(), new URL(request.url)), response)
    },
  })
  return { auth, sent, tokenRequests: () => sent.filter(({ url }) => url.includes('/v2/account-members/tokens')) }
}

const isFirst = (url: URL): boolean => !url.searchParams.has('page[offset]')

interface Page {
  meta?: { page?: { limit: number }; results?: { total: number } }
  data: object[]
  links?: Record<string, string | null>
}

test('A sign-in lists three accounts that are on two pages, with names and expiries.', async () => {
  const { auth, tokenRequests } = paged()
  const accounts = await auth.accounts()
  expect(accounts.map(({ id, name }) => [id, name])).toEqual([
    ['87acbe78-921f-4a25-84db-09dc276754ba', 'acc-name-2'],
    ['3d0f2a54-7b1e-4c86-9a2d-e5b8c7f61402', 'acc-name-3'],
    ['b2c9d7e1-04f3-4a6b-8c5d-7e1f9a30b864', 'acc-name-3'],
  ])
  for (const { expiresAt } of accounts) expect(expiresAt).toBeGreaterThan(Date.now())
  expect(tokenRequests()).toHaveLength(2)
  const session = await auth.session()
  expect([session.totalAccounts, session.accounts]).toEqual([3, accounts])
})

test('The second page is asked for with a token of the first, and links are not followed.', async () => {
  const { auth, tokenRequests } = paged()
  await auth.accounts()
  const [first, second] = tokenRequests()
  expect(Object.fromEntries(new URL(first?.url ?? '').searchParams)).toEqual({ 'page[limit]': '25' })
  expect(first?.headers.has('ep-account-management-authentication-token')).toBe(false)
  const url = new URL(second?.url ?? '')
  expect([url.protocol, Object.fromEntries(url.searchParams)]).toEqual([
    'https:',
    { 'page[offset]': '2', 'page[limit]': expect.stringMatching(/^\d+$/) },
  ])
  expect(second?.headers.get('ep-account-management-authentication-token')).toBeTruthy()
  expect(await second?.text()).not.toContain(grace.password)
})

test('A renewal reads every page as well.', async () => {
  const { auth, tokenRequests } = paged()
  await auth.signIn()
  await auth.refresh()
  expect(await auth.accounts()).toHaveLength(3)
  expect(tokenRequests()).toHaveLength(4)
})

test('Where the number of accounts is not given, the links say whether there is another page.', async () => {
  const { auth, tokenRequests } = paged((body) => ({ ...body, meta: {} }))
  expect(await auth.accounts()).toHaveLength(3)
  expect(tokenRequests()).toHaveLength(2)
  const bare = paged(({ data }) => ({ data }))
  expect(await bare.auth.accounts()).toHaveLength(2)
})

test('A page without accounts is the last one, whatever number is given.', async () => {
  const { auth, tokenRequests } = paged((body) => ({ ...body, meta: { ...body.meta, results: { total: 10_000 } } }))
  expect(await auth.accounts()).toHaveLength(3)
  expect(tokenRequests()).toHaveLength(3)
})

test('A server that has a page length of its own loses no account.', async () => {
  const { auth } = setUp(
    { credentials: { ...crowd, account: { id: 'account-0' } } },
    { elasticpath: { members: [withAccounts(30)], pageLimit: 4, acceptPageLimit: false } },
  )
  expect(await auth.accounts()).toHaveLength(30)
})

test('An account that is on two pages, since the list has changed between them, is listed once.', async () => {
  const first: object[] = []
  const { auth } = paged((body, url) => {
    if (isFirst(url)) first.push(...body.data)
    return isFirst(url) ? body : { ...body, data: [...first.slice(-1), ...body.data] }
  })
  expect(await auth.accounts()).toHaveLength(3)
})

test('An account that a page leaves out does not move the next page.', async () => {
  const { auth, tokenRequests } = paged((body, url) => (isFirst(url) ? { ...body, data: body.data.slice(0, 1) } : body))
  expect(await auth.accounts()).toHaveLength(2)
  expect(new URL(tokenRequests()[1]?.url ?? '').searchParams.get('page[offset]')).toBe('2')
})

test('A page that fails fails the sign-in, and no account is chosen from half a list.', async () => {
  const { emulator, auth } = setUp(
    { credentials: { ...crowd, account: (accounts) => accounts[0]?.id }, retry: { maxAttempts: 1 } },
    { elasticpath: { members: [withAccounts(30)] } },
  )
  let requests = 0
  emulator.fail({
    provider: 'elasticpath',
    endpoint: 'token',
    times: 2,
    kind: (request) => (++requests === 2 ? new Response(null, { status: 503 }) : emulator.fetch(request)),
  })
  await expect(auth.getToken()).rejects.toMatchObject({ code: 'server_error', status: 503 })
})

const crowd = { username: 'crowd@example.com', password: 'many-accounts' }

/** A member of so many accounts. */
function withAccounts(count: number) {
  const accounts = Array.from({ length: count }, (_, index) => ({ id: `account-${index}`, name: `Name of ${index}` }))
  return { ...crowd, memberId: 'member-of-many', accounts }
}

test.each([
  [125, 463],
  [125, 1000],
  [1000, 1000],
  [60, 2300],
] as const)(
  'A member of %i accounts with tokens of %i bytes signs in, and acts for the last one.',
  async (count, length) => {
    const { auth, emulator } = setUp(
      { credentials: undefined },
      { elasticpath: { members: [withAccounts(count)], accountTokenLength: length, pageLimit: 100 } },
    )
    const { account, accounts } = await auth.signIn({ ...crowd, account: { id: `account-${count - 1}` } })
    expect([account.id, accounts.length]).toEqual([`account-${count - 1}`, count])
    const token = (await auth.getToken()).value
    expect(token.length).toBeGreaterThanOrEqual(length)
    const passwords = emulator.requests.filter(({ parameters }) => JSON.stringify(parameters).includes('"password"'))
    expect(passwords.length).toBeLessThanOrEqual(1)
  },
)

test('Pages grow with what the first one shows, so that members of many accounts need few requests.', async () => {
  const { auth, calls } = setUp(
    { credentials: { ...crowd, account: { id: 'account-0' } } },
    { elasticpath: { members: [withAccounts(1000)], accountTokenLength: 463 } },
  )
  await auth.getToken()
  expect(calls().filter((endpoint) => endpoint === 'token').length).toBeLessThan(25)
})

test('A page that holds exactly what there is is the only one.', async () => {
  const { auth, calls } = setUp(
    { credentials: { ...grace, account: (accounts) => accounts[0]?.id } },
    { elasticpath: { pageLimit: 3, acceptPageLimit: false } },
  )
  expect(await auth.accounts()).toHaveLength(3)
  expect(calls()).toEqual(['client-token', 'token'])
})

test('A further page that says nothing about itself is read all the same.', async () => {
  const { auth } = paged((body, url) => (isFirst(url) ? body : { data: body.data }))
  expect(await auth.accounts()).toHaveLength(3)
})

test('A further page that is refused is reported as such.', async () => {
  const { auth } = setUp(
    { credentials: { ...grace, account: (accounts) => accounts[0]?.id } },
    { elasticpath: { pageLimit: 2, acceptPageLimit: false } },
  )
  const { options } = setUp({}, { elasticpath: { pageLimit: 2, acceptPageLimit: false } })
  const refusing = setUp({
    credentials: { ...grace, account: (accounts) => accounts[0]?.id },
    fetch: async (input, init) => {
      const request = new Request(input, init)
      return request.url.includes('offset')
        ? Response.json({ errors: [{ title: 'Forbidden' }] }, { status: 403 })
        : (options.fetch ?? fetch)(request)
    },
  })
  await expect(refusing.auth.getToken()).rejects.toMatchObject({ code: 'access_denied', status: 403 })
  expect(await auth.accounts()).toHaveLength(3)
})
