import type { AuthError } from '@auth/core'
import { answering, expectExplained, expectNoSecrets, failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { setUp } from './support/genlogs.ts'

// Beside a password of under 6 characters, nothing that the provider says is repeated.
const once = { retry: { maxAttempts: 1 }, credentials: { email: 'ada@example.com', password: 'secret-word' } }

/** The error of a sign-in that is answered like this. */
function refusal(status: number, body: unknown, options: Parameters<typeof setUp>[0] = {}): Promise<unknown> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return failureOf(setUp({ ...once, fetch: answering(status, text), ...options }).auth.getToken())
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : '')

test('A wrong password is reported, and not sent a second time.', async () => {
  const { auth, asked } = setUp({ credentials: { email: 'ada+demo@example.com', password: 'a wrong password' } })
  const error = await failureOf(auth.getToken())
  expect(error).toMatchObject({ code: 'invalid_credentials', status: 401, phase: 'sign-in', attempts: 1 })
  expect(messageOf(error)).toMatch(/the email or password is wrong \(the provider said/)
  await failureOf(auth.getToken())
  expect(asked()).toEqual(['token 401'])
})

test.each([401, 403, 422] as const)('A wrong API key that is answered with %i is reported.', async (apiKeyStatus) => {
  const { auth } = setUp({ apiKey: 'another-api-key' }, { apiKeyStatus })
  const error = await failureOf(auth.getToken())
  expect(error).toMatchObject({ code: 'invalid_client', status: apiKeyStatus })
  expect(messageOf(error)).toContain('`apiKey`')
  expectNoSecrets(error, ['another-api-key', 'ada+demo@example.com', '1234+'])
})

test.each([{ detail: 'Unauthorized' }, {}, '', '<h1>401</h1>', { detail: 'Invalid API key, email or password' }])(
  'A 401 that does not say which is wrong names them all: %j.',
  async (body) => {
    const error = await refusal(401, body)
    expect(error).toMatchObject({ code: 'invalid_credentials' })
    expect(messageOf(error)).toContain('the email, the password or `apiKey` is wrong')
  },
)

test.each([
  { email: 'ada%40example.com', password: 'secret-word' },
  { email: 'ada@example.com', password: '1234%2b-long' },
])('Credentials that look encoded already are pointed out, and not shown.', async (credentials) => {
  const error = await refusal(401, { detail: 'Incorrect email or password' }, { credentials })
  expect(messageOf(error)).toContain('pass the raw values')
  expectNoSecrets(error, Object.values(credentials))
})

test('A percent sign alone is not taken for an encoding.', async () => {
  for (const password of ['100%-right', '100%d-right']) {
    const credentials = { email: 'ada@example.com', password }
    expect(messageOf(await refusal(401, {}, { credentials }))).not.toContain('raw')
  }
})

test.each([
  ['User does not have the required permissions to access this resource', 'access_denied'],
  ['This account is disabled', 'access_denied'],
  ['Your API key has no permission for this', 'invalid_client'],
  ['Forbidden', 'invalid_client'],
] as const)('A 403 with "%s" is %s.', async (detail, code) => {
  const error = await refusal(403, { detail })
  expect(error).toMatchObject({ code, retryable: false })
  expectExplained(error)
})

test.each([
  ['query', 'body', "set credentialsIn: 'body'"],
  ['body', 'query', "set credentialsIn: 'query'"],
] as const)(
  'Credentials in the %s of a server that looks in the %s: the message says what to set.',
  async (credentialsIn, variant, advice) => {
    const error = await failureOf(setUp({ credentialsIn }, { variant }).auth.getToken())
    expect(error).toMatchObject({ code: 'invalid_request', status: 422, providerCode: 'missing' })
    expect(messageOf(error)).toContain(advice)
  },
)

test.each(['query', 'body'] as const)('A value of a wrong form in the %s is named, but not shown.', async (place) => {
  const credentials = { email: 'not an address', password: 'secret-word' }
  const problem = { loc: [place, 'email'], msg: 'not an address is no e-mail address', type: 'value_error', ctx: {} }
  const detail = [{ ...problem, input: 'not an address' }]
  const error = await refusal(422, { detail }, { credentials, credentialsIn: place })
  expect(error).toMatchObject({ code: 'invalid_request', providerCode: 'value_error' })
  expect(messageOf(error)).toContain(`${place}.email: [redacted] is no e-mail address`)
  expect(messageOf(error)).not.toContain('set credentialsIn')
  expectNoSecrets(error, Object.values(credentials))
})

test('Credentials that a 422 echoes stay out of the error.', async () => {
  const credentials = { email: 'a+b@c.de', password: '1234+&%20ü-long' }
  const detail = [{ loc: ['body'], msg: `Bad input ${JSON.stringify(credentials)}`, type: 'x', input: credentials }]
  for (const body of [{ detail }, JSON.stringify(detail), { detail: new URLSearchParams(credentials).toString() }]) {
    const error = await refusal(422, body, { credentials })
    expect(error).toMatchObject({ code: 'invalid_request' })
    expectNoSecrets(error, Object.values(credentials))
  }
})

test.each<[unknown, string, string | undefined]>([
  [{ detail: 'The words' }, 'The words', undefined],
  [{ detail: '', message: 'The words' }, 'The words', undefined],
  ['1 < 2', '1 < 2', undefined],
  [{ detail: { message: 'The words', subcode: 'TOKEN_MISSING' } }, 'TOKEN_MISSING: "The words"', 'TOKEN_MISSING'],
  [{ message: 'The words', code: 17 }, '17: "The words"', '17'],
  [{ message: 'The words', subcode: 18 }, '18: "The words"', '18'],
  [{ error: 'The words' }, 'The words', undefined],
  ['"The words"', 'The words', undefined],
  ['The words', 'The words', undefined],
  [
    { detail: [{ loc: ['query', {}], msg: 'One' }, { loc: 'x', msg: 'Two' }, { loc: ['body'] }] },
    'query.?: One; Two; body',
    undefined,
  ],
  [{ message: 'The words', code: 'of another type' }, 'The words', undefined],
])('The words of %j are found.', async (body, words, providerCode) => {
  for (const status of [401, 403, 422, 500]) {
    const error = (await refusal(status, body)) as AuthError // every one of these is
    expect(error.message).toContain(`the provider said ${words.includes('"') ? words : `"${words}"`}`)
    expect(error.providerCode).toBe(providerCode)
  }
})

test('HTML is not quoted.', async () => {
  for (const status of [401, 403, 422, 500, 502]) {
    expect(messageOf(await refusal(status, '<html><h1>Sorry</h1></html>'))).not.toMatch(/provider said|Sorry/)
  }
})

test('An answer without words is not quoted.', async () => {
  for (const body of [{}, [], { detail: [] }, 'null', 'true', '""', '  <html>Sorry</html>']) {
    for (const status of [401, 403, 422, 500]) {
      expect(messageOf(await refusal(status, body))).not.toContain('provider said "')
    }
  }
})

test.each([
  [['header', 'user-agent'], 'invalid_request'],
  [['header'], 'invalid_request'],
  [['query', 'x-api-key'], 'invalid_request'],
  [['header', 'x-api-key'], 'invalid_client'],
])('A 422 about %j is %s.', async (loc, code) => {
  expect(await refusal(422, { detail: [{ loc, msg: 'Field required', type: 'missing' }] })).toMatchObject({ code })
})

test.each<[Parameters<typeof setUp>[0], string[][], string | undefined]>([
  [{}, [['query', 'lang'], ['body']], "set credentialsIn: 'body'"],
  [{}, [['query', 'lang']], undefined],
  [{}, [['body', 'username']], "set credentialsIn: 'body'"],
  [
    { credentialsIn: 'body' },
    [
      ['body', 'lang'],
      ['query', 'email'],
    ],
    "set credentialsIn: 'query'",
  ],
  [
    { credentialsIn: 'body' },
    [
      ['body', 'lang'],
      ['body', 'username'],
    ],
    "set emailField: 'username'",
  ],
  [{ credentialsIn: 'body' }, [['header', 'username']], undefined],
  [{ credentialsIn: 'body' }, [['body', 'lang']], undefined],
])('With %j, a 422 about %j advises: %s.', async (options, places, advice) => {
  const detail = places.map((loc) => ({ loc, msg: 'Field required', type: 'missing' }))
  const message = messageOf(await refusal(422, { detail }, options))
  expect(/set \w+: '\w+'/.exec(message)?.[0]).toBe(advice)
})
