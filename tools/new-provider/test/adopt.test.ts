import { createVirtualClock } from '@auth-tools/testing'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import type { SpecNode } from '../../generator/src/check-names.ts'
import { adoptSpec } from '../src/adopt/adopt-spec.ts'
import { exampleOf } from '../src/adopt/examples.ts'

/** A document of one operation that brings a token, with what a test is about. */
function documentOf(operation: string, components = '{}'): SpecNode {
  return parse(
    `{ openapi: 3.0.3, paths: { /oauth/token: { post: ${operation} } }, components: { schemas: ${components} } }`,
  )
}

const token = '{ type: object, properties: { access_token: { type: string } } }'
const success = `"200": { description: OK, content: { application/json: { schema: ${token} } } }`

function adopt(operation: string, components?: string): { operation: SpecNode; schemas: SpecNode; changes: string } {
  const { document, changes } = adoptSpec(documentOf(operation, components))
  return {
    operation: document['paths']['/oauth/token'].post,
    schemas: document['components'].schemas,
    changes: changes.join('\n'),
  }
}

test.each([
  ['operationId: get-token,', 'getToken'],
  ['operationId: GetToken,', 'getToken'],
  ['operationId: getToken,', 'getToken'],
  ['', 'postOauthToken'],
])('an operation with `%s` is named %s', (id, name) => {
  const { operation, schemas } = adopt(`{ ${id} responses: { ${success} } }`)
  expect(operation['operationId']).toBe(name)
  expect(Object.keys(schemas)).toEqual([`${name.charAt(0).toUpperCase()}${name.slice(1)}200`])
})

test('objects that stand in place get names, however deep they are', () => {
  const body = '{ type: object, properties: { a: { type: object, properties: { b: { type: string } } } } }'
  const content = `{ application/json: { schema: { type: array, items: ${body} } } }`
  const { operation, schemas, changes } = adopt(
    `{ operationId: sign, responses: { ${success}, "201": { description: OK, content: ${content} } } }`,
  )
  expect(operation['responses']['201'].content['application/json'].schema).toEqual({
    type: 'array',
    items: { $ref: '#/components/schemas/Sign201Item' },
  })
  expect(schemas['Sign201Item'].properties.a).toEqual({ $ref: '#/components/schemas/Sign201ItemA' })
  expect(changes).toContain('named the schema `Sign201ItemA`')
})

test('a name that is taken is not taken again', () => {
  const used =
    '"400": { description: No, content: { application/json: { schema: { $ref: "#/components/schemas/Sign200" } } } }'
  const { schemas } = adopt(
    `{ operationId: sign, responses: { ${success}, ${used} } }`,
    '{ Sign200: { type: object, properties: { error: { type: string } } } }',
  )
  expect(Object.keys(schemas).sort()).toEqual(['Sign200', 'Sign2002'])
})

test('an error whose body has no JSON schema is read as one whose body is unknown', () => {
  const html = '{ text/html: { schema: { type: string } } }'
  const { operation, changes } = adopt(
    `{ operationId: sign, responses: { ${success}, "500": { description: Failed, content: ${html} } } }`,
  )
  expect(operation['responses']['500']).toEqual({ description: 'Failed' })
  expect(changes).toContain('sign: response 500 has a body without a JSON schema')
})

test('what is secret by its name or format is marked, and what is known to everybody is not', () => {
  const secrets = 'password username email access_token refreshToken client_secret api_key otp pin code'.split(' ')
  const open = 'token_type token_type_hint expires_in client_id scope password_profile_id'.split(' ')
  const members = [...secrets, ...open].map(
    (name) => `${name}: { type: string${name === 'pin' ? ', format: password' : ''} }`,
  )
  const body = `{ application/json: { schema: { type: object, properties: { ${members} } } } }`
  const { schemas } = adopt(`{ operationId: sign, requestBody: { content: ${body} }, responses: { ${success} } }`)
  const marked = Object.entries<SpecNode>(schemas['SignBody'].properties).filter(([, schema]) => schema['x-secret'])
  expect(marked.map(([name]) => name)).toEqual(secrets)
})

test('the code of an error is not a secret, and a mark that is there already stays', () => {
  const error = '{ type: object, properties: { code: { type: string }, message: { type: string } } }'
  const own = '{ type: object, properties: { token: { type: string, x-secret: false, example: x } } }'
  const reply = (name: string) =>
    `{ description: x, content: { application/json: { schema: { $ref: "#/components/schemas/${name}" } } } }`
  const { schemas } = adopt(
    `{ operationId: sign, responses: { "200": ${reply('Own')}, "400": ${reply('Failure')} } }`,
    `{ Own: ${own}, Failure: ${error} }`,
  )
  expect(schemas['Failure'].properties.code['x-secret']).toBeUndefined()
  expect(schemas['Own'].properties.token['x-secret']).toBe(false)
})

test('the given document stays as it is, and what is adopted once needs nothing more', () => {
  const given = documentOf(`{ summary: Sign in, responses: { ${success} } }`)
  const before = structuredClone(given)
  const { document, changes, ...others } = adoptSpec(given)
  expect(given).toEqual(before)
  expect(changes.length).toBeGreaterThan(3)
  expect(adoptSpec(document)).toEqual({ ...others, document, changes: [] })
})

test('every way to show who calls is left, and what is not a token or a key is taken for a bearer token', () => {
  const given = documentOf(
    `{ operationId: sign, security: [{ web: [read] }, { key: [] }, {}], responses: { ${success} } }`,
  )
  given['components'].securitySchemes = {
    web: { type: 'oauth2', flows: {}, description: 'Tokens.' },
    key: { type: 'apiKey', in: 'header', name: 'x-key' },
  }
  const { document, changes } = adoptSpec(given)
  const operation = document['paths']['/oauth/token'].post
  expect([operation['security'], operation['x-security-optional']]).toEqual([[{ key: [] }, { web: [] }, {}], true])
  expect(document['components'].securitySchemes.web).toEqual({ type: 'http', scheme: 'bearer', description: 'Tokens.' })
  expect(changes.join('\n')).toMatch(
    /`key` or `web`: the first is taken.*\n.*without credentials.*\n.*`web` \(oauth2\).*bearer/,
  )
})

test('schemas get names that types can have, where they are and where they are referred to', () => {
  const { operation, schemas, changes } = adopt(
    `{ operationId: sign, requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/sign_body" } } } }, responses: { ${success} } }`,
    `{
      sign_body: { oneOf: [{ $ref: "#/components/schemas/by-code" }], discriminator: { propertyName: by, mapping: { code: by-code } } },
      by-code: { type: object, properties: { by: { type: string, enum: [code] } } },
      ByCode: { type: object, properties: { sub: { $ref: "#/components/schemas/by-code" } } },
    }`.replace('by: {', 'other: { $ref: "#/components/schemas/ByCode" }, by: {'),
  )
  expect(operation['requestBody'].content['application/json'].schema.$ref).toBe('#/components/schemas/SignBody')
  expect(schemas['SignBody'].oneOf).toEqual([{ $ref: '#/components/schemas/ByCode2' }])
  expect(schemas['SignBody'].discriminator.mapping).toEqual({ code: '#/components/schemas/ByCode2' })
  expect(schemas['ByCode'].properties.sub.$ref).toBe('#/components/schemas/ByCode2')
  expect(changes).toContain('renamed the schema `by-code` to `ByCode2`')
})

test.each([
  ['pattern: password', 'password'],
  ['pattern: "^token$"', 'token'],
  ['default: basic', 'basic'],
  ['enum: [a, b]', 'a'],
  ['format: uuid', '00000000-0000-4000-8000-000000000000'],
  ['minLength: 10', 'exampleeee'],
  ['pattern: "^[a-z]{3}$"', 'example'],
])('a text with `%s` gets the example %s', (schema, example) => {
  const body = `{ application/json: { schema: { type: object, properties: { kind: { type: string, ${schema} } } } } }`
  const { schemas } = adopt(`{ operationId: sign, requestBody: { content: ${body} }, responses: { ${success} } }`)
  expect(schemas['SignBody'].properties.kind.example).toBe(example)
})

test('the example of an expiry is ahead in tests that run in virtual time', () => {
  const expiry = new Date(String(exampleOf({ type: 'string', format: 'date-time' })))
  expect(expiry.getTime()).toBeGreaterThan(createVirtualClock().now())
})

test('every schema and member has words, which become the documentation of generated types', () => {
  const body =
    '{ application/json: { schema: { type: object, properties: { a: { type: string, description: Own. } } } } }'
  const { schemas } = adopt(`{ operationId: sign, requestBody: { content: ${body} }, responses: { ${success} } }`)
  expect(schemas['SignBody']).toMatchObject({
    description: 'What `sign` sends.',
    properties: { a: { description: 'Own.' } },
  })
  expect(schemas['Sign200']).toMatchObject({
    description: 'The answer 200 to `sign`.',
    properties: { access_token: { description: 'The member `access_token`.' } },
  })
})
