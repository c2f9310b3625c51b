import { describe, expect, test } from 'vitest'
import { buildRequest } from '../../src/api/build-request.ts'
import type { Operation } from '../../src/api/operation.ts'
import * as styles from '../../src/api/styles.ts'

const { commaDelimited, deepObject, headerMembers, headerParts, label, labelExploded, matrix, matrixExploded } = styles
const { pathMembers, pathParts, pipeDelimited, queryMembers, spaceDelimited, headerJson, pathJson, queryJson } = styles

const empty = ''
const text = 'blue'
const list = ['blue', 'black', 'brown']
const members = { R: 100, G: 200, B: 150 }

function send(place: 'path' | 'query' | 'header', value: unknown, write?: styles.ParameterWriter): string {
  const operation: Operation = {
    id: 'paint',
    method: 'GET',
    path: place === 'path' ? '/{color}' : '/',
    parameters: [{ in: place, name: 'color', ...(write && { write }) }],
    responses: {},
  }
  const { url, headers } = buildRequest(operation, 'https://x.test', { color: value }, new Set())
  if (place === 'header') return headers.get('color') ?? ''
  return url.replace('https://x.test/', '').replace('?', '')
}

// https://spec.openapis.org/oas/v3.0.4.html#style-examples, row by row. `undefined`: what core does by itself.
describe("OpenAPI's own table of styles", () => {
  test.each<[string, 'path' | 'query' | 'header', styles.ParameterWriter | undefined, unknown, string]>([
    ['matrix, empty', 'path', matrix, empty, ';color'],
    ['matrix, string', 'path', matrix, text, ';color=blue'],
    ['matrix, array', 'path', matrix, list, ';color=blue,black,brown'],
    ['matrix, object', 'path', matrix, members, ';color=R,100,G,200,B,150'],
    ['matrix exploded, empty', 'path', matrixExploded, empty, ';color'],
    ['matrix exploded, string', 'path', matrixExploded, text, ';color=blue'],
    ['matrix exploded, array', 'path', matrixExploded, list, ';color=blue;color=black;color=brown'],
    ['matrix exploded, object', 'path', matrixExploded, members, ';R=100;G=200;B=150'],
    ['label, string', 'path', label, text, '.blue'],
    ['label, array', 'path', label, list, '.blue,black,brown'],
    ['label, object', 'path', label, members, '.R,100,G,200,B,150'],
    ['label exploded, string', 'path', labelExploded, text, '.blue'],
    ['label exploded, array', 'path', labelExploded, list, '.blue.black.brown'],
    ['label exploded, object', 'path', labelExploded, members, '.R=100.G=200.B=150'],
    ['simple, string', 'path', undefined, text, 'blue'],
    ['simple, array', 'path', undefined, list, 'blue,black,brown'],
    ['simple, object', 'path', pathParts, members, 'R,100,G,200,B,150'],
    ['simple exploded, object', 'path', pathMembers, members, 'R=100,G=200,B=150'],
    ['simple in a header, empty', 'header', undefined, empty, ''],
    ['simple in a header, string', 'header', undefined, text, 'blue'],
    ['simple in a header, array', 'header', undefined, list, 'blue,black,brown'],
    ['simple in a header, object', 'header', headerParts, members, 'R,100,G,200,B,150'],
    ['simple exploded in a header, object', 'header', headerMembers, members, 'R=100,G=200,B=150'],
    ['form, empty', 'query', commaDelimited, empty, 'color='],
    ['form, string', 'query', commaDelimited, text, 'color=blue'],
    ['form, array', 'query', commaDelimited, list, 'color=blue,black,brown'],
    ['form, object', 'query', commaDelimited, members, 'color=R,100,G,200,B,150'],
    ['form exploded, empty', 'query', undefined, empty, 'color='],
    ['form exploded, string', 'query', undefined, text, 'color=blue'],
    ['form exploded, array', 'query', undefined, list, 'color=blue&color=black&color=brown'],
    ['form exploded, object', 'query', queryMembers, members, 'R=100&G=200&B=150'],
    ['spaceDelimited, array', 'query', spaceDelimited, list, 'color=blue%20black%20brown'],
    ['spaceDelimited, object', 'query', spaceDelimited, members, 'color=R%20100%20G%20200%20B%20150'],
    ['pipeDelimited, array', 'query', pipeDelimited, list, 'color=blue%7Cblack%7Cbrown'],
    ['pipeDelimited, object', 'query', pipeDelimited, members, 'color=R%7C100%7CG%7C200%7CB%7C150'],
    ['deepObject, object', 'query', deepObject, members, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
  ])('%s.', (_, place, write, value, expected) => {
    expect(send(place, value, write)).toBe(expected)
  })
})

describe('What stands between delimiters', () => {
  test.each<['path' | 'query', styles.ParameterWriter, unknown, string]>([
    ['query', commaDelimited, ['a,b', 'c&d=e f'], 'color=a%2Cb,c%26d%3De%20f'],
    ['query', pipeDelimited, ['a|b', 'c'], 'color=a%7Cb%7Cc'],
    ['query', queryMembers, { 'a=b': 'c&d', e: 'ü' }, 'a%3Db=c%26d&e=%C3%BC'],
    ['query', deepObject, { 'a]': '&' }, 'color%5Ba%5D%5D=%26'],
    ['path', pathParts, { a: '/', b: ',' }, 'a,%2F,b,%2C'],
    ['path', matrix, ['a/b', ';'], ';color=a%2Fb,%3B'],
    ['path', labelExploded, ['a/b', '?'], '.a%2Fb.%3F'],
  ])('in the %s is encoded.', (place, write, value, expected) => {
    expect(send(place, value, write)).toBe(expected)
  })

  test('is left out where it is null or undefined.', () => {
    expect(send('query', [null, 'a', undefined], commaDelimited)).toBe('color=a')
    expect(send('query', { a: null, b: undefined, c: 1 }, deepObject)).toBe('color%5Bc%5D=1')
    expect(send('query', [], commaDelimited)).toBe('')
    expect(send('query', {}, deepObject)).toBe('')
  })

  test.each([commaDelimited, queryMembers, deepObject])('is refused by name where it is an object.', (write) => {
    expect(() => send('query', { a: { b: 1 } }, write)).toThrow('`color.a` must be a text, a number or a boolean')
  })

  test('cannot make a path of dots.', () => {
    expect(() => send('path', '.', label)).toThrow('`color` is part of a path')
  })
})

describe('Content of JSON', () => {
  const value = { a: ['ü', 1, null], b: { c: '&' } }

  test('goes into path, query and headers, encoded as each wants it.', () => {
    expect(JSON.parse(decodeURIComponent(send('path', value, pathJson)))).toEqual(value)
    expect(JSON.parse(new URLSearchParams(send('query', value, queryJson)).get('color') ?? '')).toEqual(value)
    const header = send('header', value, headerJson)
    expect(header).toMatch(/^[ -~]+$/)
    expect(JSON.parse(header)).toEqual(value)
  })
})

test('Every secret inside a value is known as one.', () => {
  const operation: Operation = {
    id: 'call',
    method: 'GET',
    path: '/',
    parameters: [{ in: 'query', name: 'filter', secret: true, write: deepObject }],
    responses: {},
  }
  const secrets = new Set<string>()
  buildRequest(operation, 'https://x.test', { filter: { key: 'hunter2', pin: 1234, none: null } }, secrets)
  expect([...secrets]).toEqual(['hunter2', '1234'])
})
