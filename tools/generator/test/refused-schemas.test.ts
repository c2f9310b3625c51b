import { describe, test } from 'vitest'
import { expectRefused, type Refusals } from './support/expect-refused.ts'
import { type Parts, thing } from './support/small-spec.ts'

const body = (content: object): Parts => ({ operation: { requestBody: { content } } })
const answer = (content: object, status = '200'): Parts => ({
  responses: { [status]: { description: 'Yes.', content } },
})
const member = (schema: object): Parts => ({ schemas: { Holder: { properties: { m: schema } } } })
const op = 'x.yaml: POST /things'

const refused: Refusals = {
  schemas: [
    ['not', member({ not: { type: 'string' } }), 'x.yaml: schema `Holder`: `m`: `not` is not read'],
    ['allOf of several parts', member({ allOf: [{}, {}] }), '`allOf` of several parts'],
    [
      'a discriminator that is none',
      { schemas: { U: { oneOf: [], discriminator: {} } } },
      'schema `U`: a `discriminator` needs a `propertyName`',
    ],
    [
      'a discriminator without oneOf',
      { schemas: { U: { discriminator: { propertyName: 'k' } } } },
      'schema `U`: a `discriminator` needs a `oneOf`',
    ],
    [
      'a variant in place',
      { schemas: { U: { oneOf: [{ type: 'object' }], discriminator: { propertyName: 'k' } } } },
      'every part of a `oneOf` must be a $ref to an object',
    ],
    [
      'a mapping to what is not listed',
      {
        schemas: {
          U: {
            oneOf: [{ $ref: '#/components/schemas/Thing' }],
            discriminator: { propertyName: 'k', mapping: { a: 'Other' } },
          },
        },
      },
      'the mapping of "a" leads to `Other`, which `oneOf` does not list',
    ],
    ['an enumerated object', member({ enum: [{}] }), '`enum` may list texts, numbers, booleans and null, and not {}'],
    ['an empty enumeration', member({ enum: [] }), '`enum` must list at least one value'],
    [
      'a number among texts',
      member({ type: 'string', enum: ['a', 1] }),
      '`enum` lists 1, which is no string: put quotes around it',
    ],
    ['a text among numbers', member({ type: 'integer', enum: ['1'] }), '`enum` lists "1", which is no integer'],
    ['several types', member({ type: ['string', 'null'] }), '`type` must be one word'],
    ['a type that is none', member({ type: 'file' }), '`type: file` is none that OpenAPI 3.0 knows'],
    [
      'a pattern that JavaScript does not read',
      member({ type: 'string', pattern: '(?i)a' }),
      'the pattern "(?i)a" is none that JavaScript reads',
    ],
    [
      'a list that holds itself',
      {
        ...member({ $ref: '#/components/schemas/L' }),
        schemas: {
          L: { type: 'array', items: { $ref: '#/components/schemas/L' } },
          H: { properties: { m: { $ref: '#/components/schemas/L' } } },
        },
      },
      'the schema `L` holds itself',
    ],
  ],
  names: [
    [
      'a schema that is not in PascalCase',
      { schemas: { lower_case: {} } },
      'x.yaml: schema `lower_case` must have a PascalCase name: the generator would rename it',
    ],
    [
      'a schema named like an import',
      { schemas: { Server: {} } },
      'x.yaml: schema `Server` has the name of something that generated code imports: rename it',
    ],
    [
      'a schema named like the type of an operation',
      { schemas: { MakeThingResult: {} } },
      'x.yaml: schema `MakeThingResult` has the name of a type that operation `makeThing` declares: rename it',
    ],
    [
      'a schema named like a global, whose replacement is taken',
      { schemas: { Error: {}, ErrorModel: {} } },
      'x.yaml: schema `Error` has the name of a global and would become `ErrorModel`: rename it',
    ],
    [
      'an operation named like what is declared',
      { operation: { operationId: 'server' } },
      'x.yaml: operation `server` has a name that generated code declares',
    ],
    [
      'an operation named like what is imported',
      { operation: { operationId: 'deepObject' } },
      'x.yaml: operation `deepObject` has a name that generated code declares',
    ],
    [
      'an operation without a name',
      { operation: { operationId: undefined } },
      `${op}: \`operationId\` must be camelCase, and not undefined`,
    ],
    [
      'an operation that begins with a digit',
      { operation: { operationId: '2fa' } },
      '`operationId` must be camelCase, and not "2fa"',
    ],
    ['an operation that is not Latin', { operation: { operationId: 'ログイン' } }, '`operationId` must be camelCase'],
    [
      'two operations of one name',
      { item: { put: { operationId: 'makeThing', responses: {} } } },
      'another operation has the id `makeThing` too',
    ],
    [
      'an operation named like a part of another',
      { item: { put: { operationId: 'makeThingOperation', responses: {} } } },
      'operation `makeThingOperation` has a name that operation `makeThing` declares',
    ],
    [
      'a member that sets a prototype',
      { schemas: { H: { properties: JSON.parse('{"__proto__":{}}') } } },
      'x.yaml: the name "__proto__" cannot be written into generated code',
    ],
    [
      'a parameter beside a body',
      { operation: { ...body(thing).operation, parameters: [{ in: 'query', name: 'body' }] } },
      'the query parameter `body` and the request body would be one member, `body`',
    ],
    [
      'one name in two places',
      {
        path: '/{id}',
        operation: {
          parameters: [
            { in: 'path', name: 'id' },
            { in: 'query', name: 'id' },
          ],
        },
      },
      'the path parameter `id` and the query parameter `id` would be one member',
    ],
    [
      'a scheme named like a parameter',
      {
        operation: { security: [{ key: [] }], parameters: [{ in: 'query', name: 'key' }] },
        schemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
      },
      'the security scheme `key` and the query parameter `key` would be one member',
    ],
    [
      'a schema named like the sent form of another',
      {
        ...body({ 'application/json': { schema: { $ref: '#/components/schemas/Both' } } }),
        ...answer({ 'application/json': { schema: { $ref: '#/components/schemas/Both' } } }),
        schemas: { Both: { properties: { id: { type: 'string', readOnly: true } } }, BothInput: { properties: {} } },
      },
      'x.yaml: `BothInput` would be the type of two schemas',
    ],
  ],
}

describe.each(Object.entries(refused))('What cannot be sent or read is refused by name, in %s:', (_, rows) => {
  test.each(rows)('%s', expectRefused)
})
