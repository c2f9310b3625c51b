import { describe, test } from 'vitest'
import { expectRefused, type Refusals } from './support/expect-refused.ts'
import { type Parts, thing } from './support/small-spec.ts'

const json = thing['application/json']
const body = (content: object): Parts => ({ operation: { requestBody: { content } } })
const answer = (content: object, status = '200'): Parts => ({
  responses: { [status]: { description: 'Yes.', content } },
})
const form = (properties: object): Parts => ({
  ...body({ 'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/Form' } } }),
  schemas: { Form: { type: 'object', properties } },
})
const inline = { 'application/json': { schema: { type: 'object', properties: {} } } }
const op = 'x.yaml: POST /things'

const refused: Refusals = {
  bodies: [
    [
      'two content types',
      body({ ...thing, 'text/plain': json }),
      `${op}: request body must have exactly one content type`,
    ],
    [
      'XML',
      body({ 'application/xml': json }),
      `${op}: request body has content type application/xml, which cannot be sent`,
    ],
    [
      'multipart',
      body({ 'multipart/form-data': json }),
      `${op}: request body has content type multipart/form-data, which cannot be sent`,
    ],
    ['an object without a name', body(inline), `${op}: request body must be a $ref to a named schema`],
    [
      'a list of objects without a name',
      answer({ 'application/json': { schema: { type: 'array', items: { properties: {} } } } }),
      `${op}: response 200 must be a $ref to a named schema`,
    ],
    ['a body of GET', { ...body(thing), method: 'get' }, 'x.yaml: GET /things: fetch sends no body with GET'],
    [
      'an object in a form',
      form({ address: { properties: { city: {} } } }),
      '`address` is an object in a form, which versions of OpenAPI send differently',
    ],
    [
      'a list of objects in a form',
      form({ list: { type: 'array', items: { type: 'object' } } }),
      '`list` is an object in a form',
    ],
    [
      'a text as a form',
      body({ 'application/x-www-form-urlencoded': { schema: { type: 'string' } } }),
      'request body is a form: it must be an object',
    ],
    [
      'a schema that is not there',
      body({ 'application/json': { schema: { $ref: '#/components/schemas/Missing' } } }),
      '`#/components/schemas/Missing` must lead to a schema',
    ],
  ],
  answers: [
    [
      'two content types',
      answer({ ...thing, 'text/plain': {} }),
      `${op}: response 200 must have exactly one content type`,
    ],
    [
      'XML',
      answer({ 'application/xml': json }),
      `${op}: response 200 has content type application/xml, which is not read`,
    ],
    [
      'a text that is an object',
      answer({ 'text/plain': json }),
      'response 200 is text/plain, but its schema is no string',
    ],
    ['a status that is none', { responses: { ok: { description: 'Yes.' } } }, `${op}: "ok" is no status`],
    [
      'a header that cannot be',
      { responses: { '200': { description: 'Yes.', headers: { 'a b': {} } } } },
      'no header can be called "a b"',
    ],
    [
      'a response in another file',
      { responses: { '200': { $ref: 'other.yaml#/a' } } },
      '`other.yaml#/a` is in another file',
    ],
    [
      'a response that is nowhere',
      { responses: { '200': { $ref: '#/components/responses/A' } } },
      '`#/components/responses/A` leads nowhere',
    ],
  ],
  servers: [
    ['none', { servers: [] }, 'x.yaml: `servers` must start with an absolute URL'],
    ['a relative one', { servers: [{ url: '/v1' }] }, 'x.yaml: `servers` must start with an absolute URL'],
    [
      'a relative one of an operation',
      { item: { servers: [{ url: '/v1' }] } },
      `${op}: \`servers\` must start with an absolute URL`,
    ],
    ['one without TLS', { servers: [{ url: 'http://x.test' }] }, 'the server http://x.test is without TLS'],
    [
      'one that stands for another',
      { servers: [{ url: 'https://your-domain.com' }] },
      'your-domain.com stands for a host that nobody named',
    ],
    [
      'a variable that is not described',
      { servers: [{ url: 'https://{a}.test' }] },
      "the server's variable `{a}` is not described",
    ],
    [
      'a default beside its enum',
      { servers: [{ url: 'https://{a}.test', variables: { a: { default: 'c', enum: ['b'] } } }] },
      "the default of the server's variable `a` must be one of its `enum`",
    ],
    ['a query', { servers: [{ url: 'https://x.test?a=b' }] }, 'is no URL without query and fragment'],
    ['credentials', { servers: [{ url: 'https://u:p@x.test' }] }, "the server's URL must hold no credentials"],
  ],
}

describe.each(Object.entries(refused))('What cannot be sent or read is refused by name, in %s:', (_, rows) => {
  test.each(rows)('%s', expectRefused)
})
