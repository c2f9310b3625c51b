import { expect, test } from 'vitest'
import { nameProvider } from '../src/names.ts'
import { packageFiles } from '../src/package-files.ts'
import { createModel } from '../src/package-model.ts'
import type { Manifest } from '../src/templates/manifest.ts'
import { adoptText, loginWith } from './support/adopt-text.ts'

const token = '{ type: object, properties: { access_token: { type: string }, expires_in: { type: integer } } }'
const text = '{ type: string }'
const grant = (name: string, members: string) =>
  `{ type: object, required: [grant_type, ${members}], properties: { grant_type: { enum: [${name}] }, ${members
    .split(', ')
    .map((member) => `${member}: ${text}`)
    .join(', ')} } }`
const password = grant('password', 'username, password')
const client = grant('client_credentials', 'client_id, client_secret')
const renewal = grant('refresh_token', 'refresh_token')
const pattern: Manifest = { homepage: '', repository: { directory: '' }, devDependencies: {} }

function filesOf(body: string, components?: string): Map<string, string> {
  const adopted = adoptText(loginWith(token, body), components)
  return packageFiles(createModel(nameProvider('acme'), adopted), pattern)
}

test.each([
  ['without a word which is which', `{ oneOf: [${password}, ${client}, ${renewal}] }`, '{}'],
  ['of any', `{ anyOf: [${password}, ${client}] }`, '{}'],
  [
    'told apart by a member',
    '{ oneOf: [{ $ref: "#/components/schemas/password" }, { $ref: "#/components/schemas/client_credentials" }], discriminator: { propertyName: grant_type } }',
    `{ schemas: { password: ${password}, client_credentials: ${client} } }`,
  ],
])('a choice of grants %s becomes one type of credentials for each', (_, body, components) => {
  const options = filesOf(body, components).get('src/options.ts') ?? ''
  expect(options).toMatch(/interface AcmePasswordCredentials \{.*readonly by: 'password'.*readonly password: string/s)
  expect(options).toMatch(/interface AcmeClientCredentialsCredentials \{.*readonly clientSecret: string/s)
  expect(options).toContain('export type AcmeCredentials = AcmePasswordCredentials | AcmeClientCredentialsCredentials')
  // How a session goes on is not how one begins.
  expect(options).not.toMatch(/Refresh/)
})

test('each kind of credentials is sent as its own branch of the body', () => {
  const adapter = filesOf(`{ oneOf: [${password}, ${client}] }`).get('src/adapter.ts') ?? ''
  expect(adapter).toContain("credentials.by === 'password' ? { grant_type: 'password', username: credentials.username")
  expect(adapter).toContain(": { grant_type: 'client_credentials', client_id: ")
})

test('a token endpoint that describes no secret takes Basic, form-encoded, with a mark', () => {
  const body =
    '{ type: object, required: [grant_type], properties: { grant_type: { type: string, enum: [client_credentials, authorization_code] } } }'
  const adapter = filesOf(body).get('src/adapter.ts') ?? ''
  expect(adapter).toContain('username: encodeURIComponent(credentials.clientId)')
  expect(adapter).toMatch(
    /FILL IN: RFC 6749, section 2\.3\.1, has both form-encoded\. Some servers take them as they are/,
  )
  expect(adapter).toContain("grant_type: 'client_credentials'")
})

test.each([
  ['code: { type: string }', 'never'],
  ['otp: { type: string }', 'never'],
  ['user_id: { type: string }', 'repeatable'],
])('a sign-in that sends { password, %s } is sent again: %s', (member, retry) => {
  const adapter = filesOf(`{ type: object, properties: { password: ${text}, ${member} } }`).get('src/adapter.ts')
  expect(adapter).toContain(`{ retry: '${retry}' }`)
})
