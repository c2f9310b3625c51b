import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { prepare } from '../src/prepare.ts'

const json = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } }

interface Parts {
  operation?: object
  responses?: object
  schemas?: object
}

function spec({ operation = {}, responses = { '200': { description: 'Yes.', content: json } }, schemas = {} }: Parts) {
  const post = { operationId: 'makeThing', description: 'Makes a thing.', responses, ...operation }
  const Thing = { type: 'object', properties: { id: { type: 'string' } } }
  return JSON.stringify({ paths: { '/things': { post } }, components: { schemas: { Thing, ...schemas } } })
}

describe('A spec is refused, with the place,', () => {
  const body = (content: object): Parts => ({ operation: { requestBody: { content } } })
  const answer = (content: object): Parts => ({ responses: { '200': { description: 'Yes.', content } } })
  const inline = { 'application/json': { schema: { type: 'object', properties: {} } } }
  const reference = (name: string): object => ({
    'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
  })

  test.each<[string, Parts, string]>([
    [
      'when a request body has two content types',
      body({ ...json, 'application/x-www-form-urlencoded': json['application/json'] }),
      'x.yaml: POST /things: request body must have exactly one content type',
    ],
    [
      'when a response has two content types',
      answer({ ...json, 'text/plain': {} }),
      'x.yaml: POST /things: response 200 must have exactly one content type',
    ],
    [
      'when a request body has a content type that cannot be sent',
      body({ 'application/xml': json['application/json'] }),
      'x.yaml: POST /things: request body has content type application/xml, which cannot be sent',
    ],
    [
      'when a request body has an inline schema',
      body(inline),
      'x.yaml: POST /things: request body must be a $ref to a named schema',
    ],
    [
      'when a response has an inline schema',
      answer(inline),
      'x.yaml: POST /things: response 200 must be a $ref to a named schema',
    ],
    [
      'when a response is a list of an inline schema',
      answer({ 'application/json': { schema: { type: 'array', items: { type: 'string' } } } }),
      'x.yaml: POST /things: response 200 must be a $ref to a named schema',
    ],
    [
      'when a body refers to a schema that is not there',
      body(reference('Missing')),
      'x.yaml: POST /things: request body must be a $ref to a named schema',
    ],
    [
      'when a response is a named text, for which no type is generated',
      { ...answer(reference('Text')), schemas: { Text: { type: 'string' } } },
      'x.yaml: POST /things: response 200: `Text` must be an object with properties, or a oneOf with a discriminator',
    ],
    [
      'when a response is a $ref',
      { responses: { '400': { $ref: '#/components/responses/Bad' } } },
      'x.yaml: POST /things: response 400 must be written in place, not as a $ref',
    ],
    [
      'when security may be left out and is not marked so',
      { operation: { security: [{ bearer: [] }, {}] } },
      'x.yaml: POST /things: `security` with {} and `x-security-optional: true` go together',
    ],
    [
      'when security is marked optional and may not be left out',
      { operation: { security: [{ bearer: [] }], 'x-security-optional': true } },
      'x.yaml: POST /things: `security` with {} and `x-security-optional: true` go together',
    ],
    [
      'when a schema would be renamed',
      { schemas: { lower_case: {} } },
      'x.yaml: schema `lower_case` must have a PascalCase name: the generator would rename it',
    ],
    [
      'when a schema has the name of an import',
      { schemas: { Server: {} } },
      'x.yaml: schema `Server` has the name of something that generated code imports: rename it',
    ],
    [
      'when a schema has the name of an operation’s type',
      { schemas: { MakeThingResult: {} } },
      'x.yaml: schema `MakeThingResult` has the name of a type that operation `makeThing` declares: rename it',
    ],
    [
      'when a schema has the name of a global and its replacement is taken',
      { schemas: { Error: {}, ErrorModel: {} } },
      'x.yaml: schema `Error` has the name of a global and would become `ErrorModel`: rename it',
    ],
    [
      'when an operation has a name that generated code declares',
      { operation: { operationId: 'server' } },
      'x.yaml: operation `server` has a name that generated code declares',
    ],
    [
      'when a member has a quote in its name',
      { schemas: { Quoted: { properties: { "it's": { type: 'string' } } } } },
      'x.yaml: the name "it\'s" cannot be written into generated code',
    ],
    [
      'when a parameter has a backslash in its name',
      { operation: { parameters: [{ in: 'query', name: 'a\\b' }] } },
      'x.yaml: the name "a\\\\b" cannot be written into generated code',
    ],
  ])('%s', (_, parts, message) => {
    expect(() => prepare(spec(parts), 'x.yaml')).toThrow(new Error(message))
  })
})

test('no description can end its comment', () => {
  const description = `*/ process.exit() /* ${'word '.repeat(40)}*/\nsecond **/ line *\n/ end`
  const prepared = prepare(spec({ responses: { '200': { description } }, operation: { description } }), 'x.yaml')
  const { post } = parse(prepared).paths['/things']

  for (const text of [post.description, post.responses['200'].description, post.responses['200']['x-doc']]) {
    const comment = `/**\n * ${text}\n */`
    expect(comment.indexOf('*/')).toBe(comment.length - 2)
    expect(comment.split('\n').every((line) => line.length <= 112)).toBe(true)
    expect(comment).toContain('process.exit()')
  }
})

test('a body is handed to the templates with its type, its schema and whether it is required', () => {
  const form = { 'application/x-www-form-urlencoded': json['application/json'] }
  const prepared = parse(prepare(spec({ operation: { requestBody: { required: true, content: form } } }), 'x.yaml'))

  expect(prepared.paths['/things'].post).toMatchObject({
    'x-body-type': 'form',
    'x-body-schema': 'Thing',
    'x-body-required': true,
    'x-has-parameters': false,
  })
})

test('open enumerations and patterns become literals that no quote or backslash can leave', () => {
  const code = { type: 'string', 'x-extensible-enum': ["it's", 'a"b', 'c\\'], pattern: "^'\\d\\\\$" }
  const prepared = parse(prepare(spec({ schemas: { Code: { type: 'object', properties: { code } } } }), 'x.yaml'))
  const written = prepared.components.schemas.Code.properties.code

  expect(written['x-open-enum']).toBe(`'it\\'s' | 'a"b' | 'c\\\\' | (string & {})`)
  expect(written['x-pattern']).toBe(`'^\\'\\\\d\\\\\\\\$'`)
})

test('a schema named like a global gets another name, wherever it is used', () => {
  const error = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }
  const prepared = parse(
    prepare(
      spec({
        responses: { '400': { description: 'No.', content: error } },
        schemas: { Error: { type: 'object', properties: { code: { type: 'string' } } } },
      }),
      'x.yaml',
    ),
  )

  expect(Object.keys(prepared.components.schemas)).toEqual(['Thing', 'ErrorModel'])
  const { schema } = prepared.paths['/things'].post.responses['400'].content['application/json']
  expect(schema.$ref).toBe('#/components/schemas/ErrorModel')
})
