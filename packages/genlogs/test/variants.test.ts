import { failureOf } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { forPeople, setUp } from './support/genlogs.ts'

const awkward = { email: 'a+b@c.de', password: '1234+&%20ü' }

test('A body can carry the email as username, for servers that call it so.', async () => {
  const server = { users: [awkward], variant: 'body', emailField: 'username' } as const
  const { auth, sent } = setUp({ credentialsIn: 'body', emailField: 'username', credentials: awkward }, server)
  await auth.getToken()
  expect(await sent[0]?.json()).toEqual({ username: awkward.email, password: awkward.password })
  expect(new URL(sent[0]?.url ?? '').search).toBe('')
})

test('The query carries the email as email, whatever its name in a body is.', async () => {
  const { auth, sent } = setUp({ emailField: 'username' })
  await auth.getToken()
  expect([...new URL(sent[0]?.url ?? '').searchParams.keys()]).toEqual(['email', 'password'])
})

test.each([
  ['email', 'username'],
  ['username', 'email'],
] as const)(
  'An email in a body as %s, where the server expects it as %s: the message says what to set.',
  async (sentAs, wantedAs) => {
    const server = { variant: 'body', emailField: wantedAs } as const
    const error = await failureOf(setUp({ credentialsIn: 'body', emailField: sentAs }, server).auth.getToken())
    expect(error).toMatchObject({
      code: 'invalid_request',
      status: 422,
      message: expect.stringContaining(`set emailField: '${wantedAs}'`),
    })
  },
)

test('A refresh token can be in a body, and then is not in the URL.', async () => {
  const server = { refreshUsable: true, refreshVariant: 'body' } as const
  const { auth, sent, asked } = setUp({ ...forPeople(), useRefreshToken: true, refreshTokenIn: 'body' }, server)
  await auth.signIn({ email: 'ada+demo@example.com', password: '1234+' })
  await auth.refresh()
  expect(asked()).toEqual(['token 200', 'refresh 200'])
  expect(new URL(sent[1]?.url ?? '').search).toBe('')
  expect(Object.keys(await sent[1]?.json())).toEqual(['refresh_token'])
})

test('A refresh token in the wrong place leads to a new sign-in, with a notice.', async () => {
  for (const [refreshTokenIn, refreshVariant] of [
    ['query', 'body'],
    ['body', 'query'],
  ] as const) {
    const { auth, asked, events } = setUp(
      { useRefreshToken: true, refreshTokenIn },
      { refreshUsable: true, refreshVariant },
    )
    await auth.getToken()
    await auth.refresh()
    expect(asked()).toEqual(['token 200', 'refresh 422', 'token 200'])
    expect(events).toContainEqual(expect.objectContaining({ type: 'notice' }))
  }
})
