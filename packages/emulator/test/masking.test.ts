import { expect, test } from 'vitest'
import { createEmulator, type JournalEntry } from '../src/fetch.ts'

/** What the journal keeps of one request. */
async function kept(path: string, init: RequestInit = {}): Promise<JournalEntry> {
  const emulator = createEmulator()
  await emulator.fetch(emulator.urls.genlogs.apiBaseUrl + path, { method: 'POST', ...init })
  const [entry] = emulator.requests
  if (entry === undefined) throw new Error('nothing was kept')
  return entry
}

const secretFields = [
  ...['password', 'pwd', 'userPwd', 'passphrase', 'pin', 'user_pin', 'cardPin', 'jwt', 'id_jwt', 'client_assertion'],
  ...['assertion', 'credential', 'credentials', 'session', 'sessionId', 'secret', 'otp', 'one_time_password_token'],
  ...['api_key', 'apiKey', 'access-key', 'privateKey', 'signature', 'code', 'code_verifier', 'sid', 'refreshToken'],
]

test.each(secretFields)('The field %s is masked in a query, a form and JSON, however deep.', async (name) => {
  const query = await kept(`/x?${name}=hunter2`)
  const form = await kept('/x', { body: new URLSearchParams({ [name]: 'hunter2' }) })
  const json = await kept('/x', {
    body: JSON.stringify({ [name]: 'hunter2', deep: { list: [{ [name]: 'hunter2' }] } }),
  })
  const whole = await kept('/x', { body: JSON.stringify({ [name]: { value: 'hunter2', list: ['hunter2', 123_456] } }) })
  expect([query.parameters[name], form.parameters[name], json.parameters[name]]).toEqual(['***', '***', '***'])
  expect(JSON.stringify([query, form, json, whole])).not.toMatch(/hunter2|123456/)
})

test.each(['shipping', 'grant_type', 'token_type_hint', 'username', 'email', 'postcodes', 'authentication_mechanism'])(
  'The field %s is no secret.',
  async (name) => {
    expect((await kept(`/x?${name}=plain`)).parameters[name]).toBe('plain')
  },
)

test.each([
  ['authorization', 'Bearer abc', 'Bearer ***'],
  ['authorization', 'abcdef', '***'],
  ['proxy-authorization', 'Basic YTpi', 'Basic ***'],
  ['x-auth', 'abc', '***'],
  ['x-acme-authentication', 'abc', '***'],
  ['x-signing-key', 'abc', '***'],
  ['x-session', 'abc', '***'],
  ['token', 'abc', '***'],
  ['x-forwarded-credentials', 'abc', '***'],
  ['x-upstream', 'Bearer abc', 'Bearer ***'],
  ['x-upstream', 'Token token="abc"', 'Token ***'],
  ['x-note', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '***'],
  ['referer', 'http://localhost/app?token=abc&page=2', 'http://localhost/app?token=***&page=2'],
  ['accept', 'application/json', 'application/json'],
  ['x-request-id', '7f1c', '7f1c'],
])('The header %s: %s is kept as %s.', async (name, value, expected) => {
  expect((await kept('/x', { headers: { [name]: value } })).headers[name]).toBe(expected)
})

test.each([
  ['/reset/password/hunter2', '/reset/password/***'],
  ['/magic/eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln', '/magic/***'],
  ['/sessions/0123456789abcdef0123456789abcdef/end', '/sessions/***/end'],
  ['/x;jsessionid=abc', '/x;jsessionid=***'],
  ['/share/dG9rZW4tb2YtYWRhLTE4MTU6OjpjbGllbnQ%3D', '/share/***'],
  ['/auth/token', '/auth/token'],
  ['/auth/token/refresh', '/auth/token/refresh'],
  ['/accounts/9e227208-b592-49c0-8c8f-043b66c634b0', '/accounts/9e227208-b592-49c0-8c8f-043b66c634b0'],
  ['/users/5c78cc81dd870827a8e7b6c4', '/users/5c78cc81dd870827a8e7b6c4'],
  ['/a-long-name-of-a-thing-that-was-sold-in-2024', '/a-long-name-of-a-thing-that-was-sold-in-2024'],
])('The path %s is kept as %s.', async (path, expected) => {
  expect((await kept(path)).path).toBe(expected)
})

test('Of long bodies, many fields, long names and long paths little is kept.', async () => {
  const long = 'x'.repeat(50_000)
  const entries = [
    await kept('/x', { body: JSON.stringify({ note: long, list: [long, long] }) }),
    await kept('/x', { body: new URLSearchParams({ note: long, [long]: '1' }) }),
    await kept('/x', { body: new URLSearchParams(Array.from({ length: 5000 }, (_, at) => [`field${at}`, 'plain'])) }),
    await kept('/x', { body: JSON.stringify({ note: 'y'.repeat(5_000_000) }) }),
    await kept(`/${long}?note=${long}`, { headers: { 'x-note': long } }),
  ]
  for (const entry of entries) expect(JSON.stringify(entry).length).toBeLessThan(20_000)
  expect(entries[0]?.parameters['note']).toBe(`${'x'.repeat(500)}… (50000 characters)`)
  expect(entries[3]?.parameters).toEqual({ '…': 'a body of 5000011 characters, which is not kept' })
})

test('JSON that is nested deeper than a stack is answered, and kept as far as anybody reads.', async () => {
  const body = `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
  const entry = await kept('/auth/token', { body })
  expect(entry).toMatchObject({ status: 401, parameters: { a: expect.stringContaining('…') } })
})

test('A field by the name of something that every object has is a field like any other.', async () => {
  const { parameters } = await kept('/x?__proto__=1&constructor=2&toString=3')
  expect(Object.entries(parameters)).toEqual([
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ])
})
