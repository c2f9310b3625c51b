import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { chooseSignIn } from '../src/sign-in/choose-sign-in.ts'

const body =
  'requestBody: { content: { application/json: { schema: { properties: { password: { type: string } } } } } }'
const answer = (schema: string, headers = '{}') =>
  `responses: { "200": { description: OK, headers: ${headers}, content: { application/json: { schema: ${schema} } } } }`
const members = (names: string) => `{ properties: { ${names} } }`
const text = '{ type: string }'

function choose(paths: string, wanted?: string): string {
  return chooseSignIn(parse(`{ paths: ${paths} }`), wanted).id
}

test.each([
  ['at the top', answer(members(`access_token: ${text}`))],
  ['in envelopes', answer(members(`data: ${members(`session: ${members(`secret: ${members(`value: ${text}`)}`)}`)}`))],
  ['in a list', answer(`{ type: array, items: ${members(`token: ${text}`)} }`)],
  ['in a part', answer(`{ allOf: [${members('id: {}')}, ${members(`jwt: ${text}`)}] }`)],
  ['in a header', answer('{}', `{ Token: { schema: ${text} } }`)],
  ['in a cookie', answer('{}', `{ Set-Cookie: { schema: ${text} } }`)],
  ['in nothing that is described', 'responses: { "204": { description: OK } }'],
])('the sign-in is found where the token is %s', (_, responses) => {
  const other = 'post: { operationId: makeThing, responses: { "200": { description: OK } } }'
  expect(choose(`{ /things: { ${other} }, /login: { post: { operationId: login, ${body}, ${responses} } } }`)).toBe(
    'login',
  )
})

test('a renewal, a registration and a check are not taken for the sign-in', () => {
  const brings = `${body}, ${answer(members(`token: ${text}`))}`
  const paths = ['refresh', 'register', 'verify', 'login'].map(
    (name) => `/${name}: { post: { operationId: ${name}, ${brings} } }`,
  )
  expect(choose(`{ ${paths.join(', ')} }`)).toBe('login')
})

test('of several that could be it, the most likely are listed first, and never all of 300', () => {
  const brings = `${body}, ${answer(members(`token: ${text}`))}`
  const others = Array.from(
    { length: 300 },
    (_, index) => `/x${index}: { get: { operationId: get${index}, responses: {} } }`,
  )
  const logins = ['web', 'app'].map((name) => `/${name}/login: { post: { operationId: ${name}Login, ${brings} } }`)
  const paths = `{ ${[...others, ...logins].join(', ')} }`
  expect(() => choose(paths)).toThrow(
    'Which operation signs in? Say so with `--sign-in`. The most likely first: webLogin, appLogin (of 302 operations)',
  )
  expect(choose(paths, 'appLogin')).toBe('appLogin')
  expect(() => choose(paths, 'nobody')).toThrow(/no operation nobody to sign in with. The most likely first: webLogin/)
})

test('a reference that leads nowhere, in an operation that signs nobody in, is no reason to refuse', () => {
  const broken = `/things: { post: { operationId: things, ${answer('{ $ref: "#/components/schemas/Nothing" }')} } }`
  const login = `/login: { post: { operationId: login, ${body}, ${answer(members(`token: ${text}`))} } }`
  expect(choose(`{ ${broken}, ${login} }`)).toBe('login')
})
