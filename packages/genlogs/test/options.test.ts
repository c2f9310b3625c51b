import { expect, test } from 'vitest'
import { createGenlogsAuth, type GenlogsAuthOptions } from '../src/index.ts'

const good: GenlogsAuthOptions = { apiKey: 'key', credentials: { email: 'ada@example.com', password: 'x' } }

test.each<[object, RegExp]>([
  [{ apiKey: undefined }, /^@auth\/genlogs: `apiKey` must be the API key/],
  [{ apiKey: '' }, /`apiKey` must be/],
  [{ apiKey: 'key\nwith a line break' }, /`apiKey` must be .*without spaces or line breaks$/],
  [{ apiKey: 'key-from-a-file\n' }, /`apiKey` must be .*without spaces or line breaks$/],
  [{ authBaseUrl: 'https://api.example\n' }, /`authBaseUrl` must be an absolute URL/],
  [{ credentialsIn: 'header' }, /`credentialsIn` must be one of 'query', 'body'/],
  [{ emailField: 'user' }, /`emailField` must be one of 'email', 'username'/],
  [{ refreshTokenIn: 'header' }, /`refreshTokenIn` must be one of 'query', 'body'/],
  [{ useRefreshToken: 'yes' }, /`useRefreshToken` must be true or false/],
  [{ apikey: 'key' }, /there is no option `apikey`/],
  [{ credentials: { email: 'ada@example.com' } }, /`credentials`: `password` must be a string/],
  [{ credentials: { username: 'ada', password: 'x' } }, /there is no option `username`.*email, password/],
])('Wrong options %j are reported when the client is made.', (wrong, message) => {
  const options = { ...good, ...wrong } as GenlogsAuthOptions // wrong on purpose
  expect(() => createGenlogsAuth(options)).toThrow(TypeError)
  expect(() => createGenlogsAuth(options)).toThrow(message)
})

test('Relative URLs are below api.genlogs.io, and no request is made without a call.', async () => {
  const sent: string[] = []
  const auth = createGenlogsAuth({
    ...good,
    fetch: async (input, init) => {
      sent.push(new Request(input, init).url.replace(/\?.*/, ''))
      const expires = new Date(Date.now() + 3_600_000).toISOString()
      return Response.json({ access_token_data: { token: 'abc', expires } })
    },
  })
  expect(sent).toEqual([])
  await auth.fetch('/carrier/recommendations')
  expect(sent).toEqual(['https://api.genlogs.io/auth/token', 'https://api.genlogs.io/carrier/recommendations'])
})
