import { expect, test } from 'vitest'
import { isSecretName } from '../src/adopt/is-secret-name.ts'
import { nameProvider } from '../src/names.ts'
import { packageFiles } from '../src/package-files.ts'
import { createModel } from '../src/package-model.ts'
import type { Manifest } from '../src/templates/manifest.ts'
import { adoptText, loginWith } from './support/adopt-text.ts'

const token = '{ type: object, properties: { access_token: { type: string } } }'
const acme = nameProvider('acme')
const pattern: Manifest = { homepage: '', repository: { directory: '' }, devDependencies: {} }

test.each(
  (
    'secret_access_key secretAccessKey client_secret user-password passwd private_key api_key X-Auth-Token tokenValue pin ' +
    'user_pin otp otpCode auth_code code credentials client_assertion login_id user_id email username access_key_id'
  ).split(' '),
)('%s is a secret of whoever signs in', (name) => expect(isSecretName(name)).toBe(true))

test.each(
  'token_type expires_in token_expires_at client_id grant_type country_code shipping keyboard encoding monkey scope'.split(
    ' ',
  ),
)('%s is none', (name) => expect(isSecretName(name)).toBe(false))

test('an answer’s names of things are no secrets, though what is sent by such names is one', () => {
  const names = ['subject_code', 'sort_key', 'user_id']
  expect(names.map((name) => isSecretName(name, false))).toEqual([false, false, false])
  expect(names.map((name) => isSecretName(name))).toEqual([true, true, true])
})

test('a key that is a secret is in no store key, README or option', () => {
  const keys = '{ access_key_id: { type: string }, secret_access_key: { type: string }, region: { type: string } }'
  const adopted = adoptText(loginWith(token, `{ type: object, properties: ${keys} }`))
  const { options, credentials } = createModel(acme, adopted)
  expect(credentials.map(({ name }) => name)).toEqual(['accessKeyId', 'secretAccessKey'])
  expect(options.map(({ name }) => name)).toEqual(['region'])
})

const plain = loginWith(
  token,
  '{ type: object, required: [word], properties: { word: { type: string }, place: { type: string } } }',
)

test('a sign-in without a known secret stops with a question, and goes on with its answer', () => {
  expect(() => createModel(acme, adoptText(plain))).toThrow(
    'Which of what `login` sends is secret? Say so with `--secret <name>`, once for each of word, place',
  )
  const { credentials } = createModel(acme, adoptText(plain, '{}', { secret: ['word'] }))
  expect(credentials.map(({ name, secret }) => [name, secret])).toEqual([['word', true]])
})

test('what the user says is no secret is none', () => {
  const body = '{ type: object, properties: { password: { type: string }, key: { type: string } } }'
  const { options } = createModel(acme, adoptText(loginWith(token, body), '{}', { notSecret: ['key'] }))
  expect(options.map(({ name }) => name)).toEqual(['key'])
})

test('a body that is not described has the members that the user names as secrets', () => {
  const free = loginWith(token, '{ type: object, description: It depends. }')
  expect(() => adoptText(free)).toThrow(/body of `login` are not described: name what it sends with `--secret <name>`/)
  const { credentials } = createModel(acme, adoptText(free, '{}', { secret: ['email', 'password'] }))
  expect(credentials.map(({ name, required }) => [name, required])).toEqual([
    ['email', true],
    ['password', true],
  ])
})

test('whose a password is becomes the identity, by whatever name it is sent; the password never does', () => {
  const adapterOf = (members: string) => {
    const body = `{ type: object, properties: { ${members} } }`
    const files = packageFiles(createModel(acme, adoptText(loginWith(token, body))), pattern)
    return files.get('src/adapter.ts')
  }
  expect(adapterOf('password: { type: string }, auth: { type: string }')).toContain('=> credentials.auth,')
  expect(adapterOf('password: { type: string }')).toContain("identity: () => fillIn('whom credentials are for")
  expect(adapterOf('client_secret: { type: string }, client_id: { type: string }')).toContain("=> clientId ?? '',")
})
