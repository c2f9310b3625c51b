import { describe, test } from 'vitest'
import { expectRefused, type Refusals } from './support/expect-refused.ts'
import { type Parts, thing } from './support/small-spec.ts'

const parameter = (node: object): Parts => ({ operation: { parameters: [node] } })
const inQuery = (schema: object, more: object = {}): Parts => parameter({ in: 'query', name: 'q', schema, ...more })

const refused: Refusals = {
  parameters: [
    [
      'an optional name that every object has',
      parameter({ in: 'query', name: 'constructor' }),
      '`constructor` is what every object has',
    ],
    [
      'an object in an object',
      inQuery({ properties: { a: { properties: {} } } }, { style: 'deepObject' }),
      'the query parameter `q`: `style: deepObject` cannot carry what is nested deeper in a query',
    ],
    [
      'a list as deepObject',
      inQuery({ type: 'array', items: { type: 'string' } }, { style: 'deepObject' }),
      'cannot carry a list in a query',
    ],
    [
      'an exploded object with pipes',
      inQuery({ type: 'object' }, { style: 'pipeDelimited', explode: true }),
      '`style: pipeDelimited`, exploded, cannot carry an object',
    ],
    ['a list of objects', inQuery({ type: 'array', items: { type: 'object' } }), 'cannot carry what is nested deeper'],
    [
      'a style of another place',
      inQuery({ type: 'string' }, { style: 'matrix' }),
      '`style: matrix` cannot carry a single value in a query',
    ],
    [
      'a list in a cookie',
      parameter({ in: 'cookie', name: 'c', schema: { type: 'array', items: {} } }),
      'cannot carry a list in a cookie',
    ],
    ['JSON in a cookie', parameter({ in: 'cookie', name: 'c', content: thing }), 'JSON cannot be sent in a cookie'],
    [
      'XML in a query',
      parameter({ in: 'query', name: 'q', content: { 'application/xml': {} } }),
      '`content` must have exactly one type, application/json',
    ],
    ['a header that cannot be', parameter({ in: 'header', name: 'a:b' }), 'no header can have that name'],
    ['a place that is none', parameter({ in: 'body', name: 'b' }), 'must be in path, query, header or cookie'],
    [
      'a name that sets a prototype',
      parameter({ in: 'query', name: '__proto__', required: true }),
      'the name "__proto__" cannot be written',
    ],
  ],
  paths: [
    ['a parameter that is not described', { path: '/{a}' }, 'x.yaml: POST /{a}: `{a}` is no parameter'],
    ['a parameter that the path has not', parameter({ in: 'path', name: 'a' }), 'the path has no `{a}`'],
    ['a query', { path: '/a?b=c' }, 'a path starts with / and has no query'],
    ['a fragment', { path: '/a#b' }, 'a path starts with / and has no query'],
    ['no slash', { path: 'a' }, 'a path starts with /'],
    ['dots', { path: '/a/../b' }, 'a path starts with /'],
    ['TRACE', { item: { trace: {} } }, 'x.yaml: TRACE /things: fetch cannot send TRACE'],
  ],
  security: [
    [
      'a scheme that is not there',
      { operation: { security: [{ key: [] }] } },
      'the security scheme `key` is not among the components',
    ],
    [
      'digest',
      { operation: { security: [{ d: [] }] }, schemes: { d: { type: 'http', scheme: 'digest' } } },
      'is of the kind digest, which cannot be sent',
    ],
    [
      'a client certificate',
      { operation: { security: [{ m: [] }] }, schemes: { m: { type: 'mutualTLS' } } },
      'is of the kind mutualTLS',
    ],
    [
      'two values of one header',
      {
        operation: { security: [{ a: [], b: [] }] },
        schemes: { a: { type: 'http', scheme: 'basic' }, b: { type: 'apiKey', in: 'header', name: 'Authorization' } },
      },
      '`a` and `b` both set the header `authorization`',
    ],
    [
      'a header that is a parameter too',
      {
        operation: { security: [{ a: [] }], parameters: [{ in: 'header', name: 'X-Key' }] },
        schemes: { a: { type: 'apiKey', in: 'header', name: 'x-key' } },
      },
      'the security scheme `a` and the header parameter `X-Key` both set the header `x-key`',
    ],
  ],
}

describe.each(Object.entries(refused))('What cannot be sent or read is refused by name, in %s:', (_, rows) => {
  test.each(rows)('%s', expectRefused)
})
