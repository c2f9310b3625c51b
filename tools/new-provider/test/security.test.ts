import { expect, test } from 'vitest'
import { prepare } from '../../generator/src/prepare.ts'
import type { Adopted } from '../src/adopt/adopt-spec.ts'
import { nameProvider } from '../src/names.ts'
import { createModel } from '../src/package-model.ts'
import { adapterFile } from '../src/templates/adapter.ts'
import { adoptText } from './support/adopt-text.ts'

const schemes = `{ securitySchemes: {
  key: { type: apiKey, in: header, name: X-Key }, other: { type: apiKey, in: query, name: other },
  basic: { type: http, scheme: basic }, bearer: { type: http, scheme: bearer }, digest: { type: http, scheme: digest } } }`
const answer =
  '{ "200": { description: OK, content: { application/json: { schema: { properties: { access_token: { type: string } } } } } } }'
const password = '{ content: { application/json: { schema: { properties: { password: { type: string } } } } } }'

/** A sign-in with the security that a test is about: its own, or that of the whole document. */
function signInWith(
  own: string,
  whole = '[]',
  more = '',
): Adopted & { security: unknown; told: string; adapter: string } {
  const paths = `{ /token: { post: { operationId: getToken, ${own && `security: ${own},`} ${more} responses: ${answer} } } }`
  // YAML in a JSON document, as the whole of it is read.
  const adopted = adoptText(paths, schemes, {}, { security: JSON.parse(whole) })
  prepare(JSON.stringify(adopted.document), 'it')
  const adapter = adapterFile(createModel(nameProvider('acme'), adopted)).replaceAll(/\s+/g, ' ')
  const { security } = adopted.document['paths']['/token'].post
  return { ...adopted, security, told: adopted.changes.join('\n'), adapter }
}

test('alternatives are kept, and the adapter takes one and says which others there are', () => {
  const { security, told, adapter } = signInWith('[{ bearer: [] }, { key: [], other: [] }, { basic: [] }]')
  expect(security).toEqual([{ key: [], other: [] }, { basic: [] }, { bearer: [] }])
  expect(told).toContain('getToken: can be called with `key and other` or `basic` or `bearer`: the first is taken')
  expect(adapter).toContain('FILL IN: the document allows other credentials in place of these: basic, or bearer.')
  expect(adapter).toContain('getToken(context.transport, { key: credentials.key, other: credentials.other, }')
})

test('ways that differ in their scopes only are one', () => {
  expect(signInWith('[{ key: [read] }, { key: [write] }]').security).toEqual([{ key: [] }])
})

test('a way that cannot be sent is left out with its name, and refused where there is no other', () => {
  expect(signInWith('[{ digest: [] }, { key: [] }]').told).toContain(
    'getToken: left out `digest`, which generated code cannot send',
  )
  const both = signInWith('[{ basic: [], bearer: [] }, { key: [] }]')
  expect([both.security, both.told]).toEqual([[{ key: [] }], expect.stringContaining('left out `basic and bearer`')])
  expect(() => signInWith('[{ digest: [] }]')).toThrow(
    /`getToken` asks for `digest` \(digest\), which generated code cannot send/,
  )
})

test.each<[string, string, string, unknown, string]>([
  ['a key that goes together with the token', '[{ "bearer": [], "key": [] }]', password, [{ key: [] }], '`bearer`'],
  ['a key of all calls', '[{ "key": [] }]', password, [{ key: [] }], ''],
  ['no token', '[{ "bearer": [] }]', password, [], '`bearer`'],
  ['no key in place of the token', '[{ "bearer": [] }, { "key": [] }]', password, [], '`bearer`, `key`'],
  ['a key, where it sends nothing else', '[{ "bearer": [] }, { "key": [] }]', '', [{ key: [] }], '`bearer`'],
])('a sign-in that says nothing itself is called with %s', (_, whole, body, wanted, dropped) => {
  const { security, told } = signInWith('', whole, body && `requestBody: ${body},`)
  expect(security).toEqual(wanted)
  const sentence = `getToken: is called without ${dropped}, which the document asks for everywhere: it brings a token`
  expect(told.includes('is called without')).toBe(dropped !== '')
  if (dropped) expect(told).toContain(sentence)
})

test('a credential that is a parameter, too, is sent once, and one that is called like another input is renamed', () => {
  const twin = 'parameters: [{ name: x-key, in: header, required: true, schema: { type: string } }],'
  const once = signInWith('[{ key: [] }]', '[]', twin)
  expect(once.document['paths']['/token'].post.parameters).toEqual([])
  expect(once.told).toContain('left out the header parameter `x-key`: its security says what that holds')

  const namesake = 'parameters: [{ name: key, in: query, schema: { type: string } }],'
  const renamed = signInWith('[{ key: [] }]', '[]', namesake)
  expect([renamed.security, Object.keys(renamed.document['components'].securitySchemes)]).toEqual([
    [{ keyScheme: [] }],
    ['keyScheme'],
  ])
  expect(renamed.told).toContain('renamed the security scheme `key` to `keyScheme`')
})
