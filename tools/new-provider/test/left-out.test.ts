import { expect, test } from 'vitest'
import { prepare } from '../../generator/src/prepare.ts'
import { readPattern } from '../src/adopt/schemas/pattern.ts'
import { adoptText, loginWith } from './support/adopt-text.ts'

const answer = (members: string) => `{ type: object, properties: { access_token: { type: string }, ${members} } }`

test.each([
  ['`xml`', answer('it: { type: object, properties: { a: { type: string } }, xml: { name: it } }')],
  ['`externalDocs`', answer('it: { type: array, items: {}, externalDocs: { url: "https://host.test" } }')],
  ['`$defs`', `{ $defs: { A: { type: string } }, type: object, properties: { access_token: { type: string } } }`],
  ['`examples`', answer('it: { type: object, properties: { a: { type: string } }, examples: { a: {} } }')],
  ['`enum`', answer('it: { type: array, items: { type: string }, enum: [[a], [b]] }')],
])('%s of a schema is left out, and that is told', (keyword, schema) => {
  const { changes } = adoptText(loginWith(schema))
  expect(changes).toContain(`left out ${keyword}, which generated code does not check`)
})

test.each([
  ['callbacks', '{}'],
  ['deprecated', 'true'],
  ['externalDocs', '{ url: "https://host.test" }'],
])('`%s` of an operation is left out, and that is told', (key, value) => {
  const { changes } = adoptText(loginWith(answer('')).replace('{ operationId', `{ ${key}: ${value}, operationId`))
  expect(changes).toContain(`login: left out \`${key}\`, of which no code is generated`)
})

test.each([
  ['^[\\w-\\.]+$', '^[\\w\\-\\.]+$', ['a-b.c'], ['a b']],
  ['^\\@[\\w\\-\\_]+\\!$', '^@[\\w\\-_]+!$', ['@a-b!'], ['a!']],
  ['^a{1,2}{b}$', '^a{1,2}\\{b\\}$', ['aa{b}'], ['aab']],
  ['^[^[]+]$', '^[^\\[]+\\]$', ['a]'], ['[[]']],
])('the pattern %s is written as it is read with the flag `u`', (pattern, wanted, fitting, others) => {
  expect(readPattern(pattern)).toBe(wanted)
  for (const flags of ['', 'u']) {
    const expression = new RegExp(flags === '' ? pattern : wanted, flags)
    expect([...fitting, ...others].filter((text) => expression.test(text))).toEqual(fitting)
  }
})

const nested =
  '{ type: object, properties: { password: { type: string }, device: { type: object, properties: { a: { type: string } } } } }'
const form = (schema: string, more = '') =>
  loginWith(answer(''), nested).replace(
    'application/json:',
    `application/x-www-form-urlencoded: { schema: ${schema} }${more}, x/y:`,
  )

test('an object in a form is sent as JSON, where nothing says how, and that is told', () => {
  const { document, changes } = adoptText(form(nested))
  const { content } = document['paths']['/login'].post.requestBody
  expect(content['application/x-www-form-urlencoded'].encoding).toEqual({ device: { contentType: 'application/json' } })
  expect(changes.join('\n')).toContain('login: sends `device`, an object in a form, as JSON')
  expect(() => prepare(JSON.stringify(document), 'it')).not.toThrow()
})

test('a body that can be JSON, too, is sent as that where a form would hold objects', () => {
  const { document } = adoptText(form(nested, `, application/json: { schema: ${nested} }`))
  expect(Object.keys(document['paths']['/login'].post.requestBody.content)).toEqual(['application/json'])
})
