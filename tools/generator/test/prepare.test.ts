import { expect, test } from 'vitest'
import { isPlaceholder } from '../src/prepare/servers.ts'
import { prepare } from '../src/prepare.ts'
import { type Parts, smallSpec, thing } from './support/small-spec.ts'

function prepared(parts: Parts): {
  operation: Record<string, unknown>
  schemas: Record<string, Record<string, unknown>>
} {
  const { paths, components } = JSON.parse(prepare(smallSpec(parts), 'x.yaml'))
  const schemas = Object.values<Record<string, unknown>>(components.schemas)
  return {
    operation: paths['/00000'].post,
    schemas: Object.fromEntries(schemas.map((schema) => [String(schema['x-name']), schema])),
  }
}

test('no description can end its comment', () => {
  const description = `*/ process.exit() /* ${'word '.repeat(40)}*/\nsecond **/ line *\n/ end`
  const { operation, schemas } = prepared({
    responses: { '200': { description } },
    operation: { description },
    schemas: { Other: { description, properties: { m: { description } } } },
  })

  const responses: unknown = operation['x-responses']
  const response = Array.isArray(responses) ? String(responses[0].doc) : ''
  for (const text of [operation['x-doc'], response]) {
    const comment = `/**\n * ${text}\n */`
    expect(comment.indexOf('*/')).toBe(comment.length - 2)
    expect(comment.split('\n').every((line) => line.length <= 112)).toBe(true)
    expect(comment).toContain('process.exit()')
  }
  const declaration = String(schemas['Other']?.['x-declaration'])
  expect(declaration.match(/\*\//g)).toHaveLength(2)
  expect(declaration).toContain('process.exit()')
})

test('a body is handed to the templates with its type and its schema', () => {
  const form = { 'application/x-www-form-urlencoded': thing['application/json'] }

  expect(prepared({ operation: { requestBody: { required: true, content: form } } }).operation).toMatchObject({
    'x-body': '{ "type": "form", "schema": Thing }',
    'x-request': expect.stringContaining('readonly body: Thing'),
    'x-parameters': null,
  })
  expect(prepared({ operation: { requestBody: { content: form } } }).operation['x-request']).toContain(
    'readonly body?: Thing | undefined',
  )
})

test('open enumerations and patterns become literals that no quote or backslash can leave', () => {
  const code = { type: 'string', 'x-extensible-enum': ["it's", 'a"b', 'c\\'], pattern: "^'\\d\\\\$" }
  const { Code } = prepared({ schemas: { Code: { type: 'object', properties: { code } } } }).schemas

  expect(Code?.['x-declaration']).toContain(`"it's" | "a\\"b" | "c\\\\" | (string & {})`)
  expect(Code?.['x-shape']).toContain(`"pattern": "^'\\\\d\\\\\\\\$"`)
})

test('a schema named like a global gets another name, wherever it is used', () => {
  const error = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
  const { operation, schemas } = prepared({
    responses: { '400': { description: 'No.', content: error } },
    schemas: { Error: { type: 'object', properties: { code: { type: 'string' } } } },
  })

  expect(Object.keys(schemas)).toEqual(['ErrorModel', 'Thing'])
  expect(operation['x-responses']).toMatchObject([
    { schema: 'ErrorModel', type: 'Documented<400, ErrorModel | undefined>' },
  ])
})

test('bodies, answers and parameters may stand in the components', () => {
  const document = JSON.parse(smallSpec({ operation: { requestBody: { $ref: '#/components/requestBodies/B' } } }))
  document.paths['/things'].post.parameters = [{ $ref: '#/components/parameters/P' }]
  document.paths['/things'].post.responses = { 200: { $ref: '#/components/responses/R' } }
  Object.assign(document.components, {
    requestBodies: { B: { content: thing } },
    parameters: { P: { in: 'query', name: 'a~b' } },
    responses: { R: { description: 'Yes.', content: thing } },
  })
  const { paths } = JSON.parse(prepare(JSON.stringify(document), 'x.yaml'))

  expect(paths['/00000'].post).toMatchObject({
    'x-body': '{ "type": "json", "schema": Thing }',
    'x-parameters': '[{ "in": "query", "name": "a~b" }]',
    'x-responses': [{ schema: 'Thing' }],
  })
})

test('the one server of all operations is that of the client, whatever the document says', () => {
  const main = 'x-main-server'
  const login = [{ url: 'https://login.things.test' }]
  expect(prepared({}).operation[main]).toContain('https://things.test')
  const moved = prepared({ operation: { servers: login } }).operation
  expect(moved[main]).toContain('https://login.things.test')
  expect(moved['x-server']).toBeNull()
  const put = { operationId: 'putThing', responses: {} }
  const mixed = prepared({ operation: { servers: login }, item: { put } }).operation
  expect(mixed[main]).toContain('https://things.test')
  expect(mixed['x-server']).toContain('https://login.things.test')
})

test.each(['', 'your-company', 'yourDomain', 'my_tenant', 'example.com', '<host>', 'localhost:8080', 'tenant', 'acme'])(
  'a default that stands for a value is none: %j',
  (value) => {
    expect(isPlaceholder('customer', value)).toBe(true)
  },
)

test.each(['eu', 'v1', 'api.meshydb.com', 'gooru.org', 'mydb.cloud', 'production'])(
  'a real default is one: %s',
  (value) => {
    expect(isPlaceholder('customer', value)).toBe(false)
  },
)

test('the same document gives the same client in whatever order it says things', () => {
  const schemas = { B: { properties: { a: {} } }, A: { properties: { b: {} } } }
  const turned = { A: schemas.A, B: schemas.B }
  expect(prepare(smallSpec({ schemas: turned }), 'x.yaml')).toBe(prepare(smallSpec({ schemas }), 'x.yaml'))
})
