import { describe, expect, test } from 'vitest'
import { type Interpretation, interpret } from '../../src/api/interpret.ts'
import { type Operation, serverUrl } from '../../src/api/operation.ts'
import { schema } from '../../src/api/schema.ts'
import { createRedactor } from '../../src/errors/redact/redactor.ts'

const token = schema<unknown>({ type: 'object', required: ['token'], properties: { token: { type: 'string' } } })
const error = schema<unknown>({ type: 'object', required: ['error'], properties: { error: { type: 'string' } } })
const operationOf = (responses: Operation['responses']): Operation => ({
  id: 'call',
  method: 'POST',
  path: '/',
  responses,
})
const operation = operationOf({ '200': token, '201': undefined, '400': error, '4XX': error })
const json = 'application/json'
const read = (code: number, body: string | undefined, contentType: string | null = json) =>
  interpret(operation, code, body, contentType)
const problemOf = (reading: Interpretation): string =>
  'problem' in reading ? createRedactor([])().problem(reading.problem) : 'none'

describe('The status of an answer', () => {
  test('is matched exactly, then by range, then by default.', () => {
    const all = operationOf({ '400': undefined, '4XX': undefined, default: undefined })
    expect(interpret(all, 400, '', json)).toMatchObject({ status: 400 })
    expect(interpret(all, 401, '', json)).toMatchObject({ status: '4XX' })
    expect(interpret(all, 500, '', json)).toMatchObject({ status: 'default' })
  })

  test.each([408, 425, 429])('%i is no mistake like the others of its range.', (code) => {
    const range = operationOf({ '4XX': error })
    expect(interpret(range, code, '{"error":"slow_down"}', json)).toEqual({ status: 'undocumented', data: undefined })
    const exact = operationOf({ '4XX': error, [code]: error })
    expect(interpret(exact, code, '{"error":"slow_down"}', json)).toMatchObject({ status: code })
    const rest = operationOf({ '4XX': error, default: error })
    expect(interpret(rest, code, '{"error":"slow_down"}', json)).toMatchObject({ status: 'default' })
  })

  test('is undocumented when nothing matches, whatever the body.', () => {
    for (const code of [204, 302, 500, 418]) {
      const known = operationOf({ '200': token })
      expect(interpret(known, code, '{"token":"t"}', json)).toMatchObject({ status: 'undocumented', data: undefined })
    }
  })
})

describe('A success', () => {
  test('is read by its schema.', () => {
    expect(read(200, '{"token":"t","more":1}')).toEqual({
      status: 200,
      data: { token: 't', more: 1 },
    })
  })

  test.each([204, 205])('%i has no body, whatever a range says.', (code) => {
    expect(interpret(operationOf({ '2XX': token }), code, '', null)).toEqual({ status: '2XX', data: undefined })
  })

  test('that is a text is the body as it is, or the text in it where it is JSON after all.', () => {
    const text = operationOf({ '200': schema<unknown>({ type: 'string', text: true }) })
    expect(interpret(text, 200, 'eyJ.token', 'text/plain')).toEqual({ status: 200, data: 'eyJ.token' })
    expect(interpret(text, 200, '42', null)).toEqual({ status: 200, data: '42' })
    expect(interpret(text, 200, '"eyJ.token"', json)).toEqual({ status: 200, data: 'eyJ.token' })
    expect(interpret(text, 200, '<html>', 'text/html')).toHaveProperty('problem')
    expect(interpret(text, 200, '', 'text/plain')).toHaveProperty('problem')
  })

  test('that is a text in JSON is that text.', () => {
    const text = operationOf({ '200': schema<unknown>({ type: 'string' }) })
    expect(interpret(text, 200, '"eyJ.token"', json)).toEqual({ status: 200, data: 'eyJ.token' })
  })

  test('without a documented body ignores what comes.', () => {
    expect(read(201, '<html>')).toEqual({ status: 201, data: undefined })
    expect(read(201, undefined, 'text/html')).toHaveProperty('data')
  })

  test.each([
    null,
    '',
    json,
    'application/json; charset=utf-8',
    'application/vnd.api+json',
    'text/plain;charset=UTF-8',
  ])('may have the content type %j.', (contentType) => {
    expect(read(200, '{"token":"t"}', contentType)).toHaveProperty('data')
  })

  test.each(['text/html', 'text/html; charset=utf-8', 'application/xml', 'application/jsonp', 'text/plainish'])(
    'is invalid with the content type %j.',
    (contentType) => {
      expect(read(200, '{"token":"t"}', contentType)).toEqual({
        problem: 'its content type is not JSON',
      })
    },
  )

  test.each([
    ['empty', '', 'the body is empty'],
    ['blank', ' \n', 'the body is empty'],
    ['HTML', '<!doctype html><title>hunter2</title>', 'the body is not JSON'],
    ['truncated', '{"token":"hunt', 'the body is not JSON'],
    ['too long', undefined, 'the body is longer than 64 KiB'],
    ['of another kind', '[]', 'the body: expected an object'],
    ['null', 'null', 'the body: expected an object'],
    ['wrong in a field', '{"token":7}', 'token: expected a string'],
  ])('is invalid when its body is %s.', (_, body, reason) => {
    expect(problemOf(read(200, body))).toBe(reason)
  })

  test('names a wrong place by the whole way to it.', () => {
    const list = schema<unknown>({
      type: 'object',
      properties: { items: { type: 'array', items: { type: 'ref', to: () => token } } },
    })
    const reading = interpret(operationOf({ '200': list }), 200, '{"items":[{"token":"t"},{"token":5}]}', json)
    expect(problemOf(reading)).toBe('items.1.token: expected a string')
  })

  test('names at most five wrong places, and no names that do not look like one.', () => {
    const map = schema<unknown>({ type: 'map', values: { type: 'integer' } })
    const body = '{"a":"x","b c":"x","c":"x","d":"x","e":"x","f":"x","g":"x"}'
    const reading = interpret(operationOf({ '200': map }), 200, body, json)
    const wrong = ['a', '?', 'c', 'd', 'e'].map((name) => `${name}: expected a number`)
    expect(problemOf(reading)).toBe([...wrong, '2 more'].join('; '))
  })
})

describe('An error status', () => {
  test('brings its body where that matches.', () => {
    expect(read(400, '{"error":"invalid_grant"}')).toMatchObject({ status: 400, data: { error: 'invalid_grant' } })
    expect(read(400, '{"error":"invalid_grant"}', 'text/html')).toMatchObject({ data: { error: 'invalid_grant' } })
    expect(read(403, '{"error":"denied"}')).toMatchObject({ status: '4XX', data: { error: 'denied' } })
  })

  test('is every one from 300 up.', () => {
    expect(interpret(operationOf({ default: token }), 300, '', json)).toEqual({ status: 'default', data: undefined })
    expect(interpret(operationOf({ default: token }), 299, '', json)).toEqual({ problem: 'the body is empty' })
  })

  test.each(['', '<html>', '{"error":', '[]', '{"error":5}', undefined])(
    'keeps its meaning with the body %j.',
    (body) => {
      expect(read(400, body, 'text/html')).toEqual({ status: 400, data: undefined })
    },
  )
})

describe("A server's URL", () => {
  const server = {
    url: 'https://{host}/{version}',
    variables: { host: { default: 'x.test' }, version: { default: 'v1' } },
  }

  test('has the defaults of its variables where none is given.', () => {
    expect(serverUrl(server)).toBe('https://x.test/v1')
    expect(serverUrl(server, { version: 'v2', host: undefined })).toBe('https://x.test/v2')
  })

  test('is refused while a variable without a default is not given.', () => {
    const ofCustomer = { url: 'https://{customer-id}.x.test', variables: { 'customer-id': {} } }
    expect(() => serverUrl(ofCustomer)).toThrow('`customer-id` of https://{customer-id}.x.test must be given')
    expect(serverUrl(ofCustomer, { 'customer-id': 'a1' })).toBe('https://a1.x.test')
  })
})
