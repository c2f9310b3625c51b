import type { Schema } from '@auth/core/api'
import { describe, expect, test } from 'vitest'
import { Colour, ErrorModel, Grant, Note, Numbers, Odd, Pet, Shape, Thing, Values } from './golden/expected/index.ts'

const thing = { id: 'abc/12', class: 'c', 'nullable-required': null, colour: 'red' }
const odd = { kind: 'odd', constructor: 'c', toString: 's' }

describe('A generated schema accepts', () => {
  const right: [string, Schema<unknown>, unknown][] = [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a value that looks like a placeholder is meant.
    ...["it's", 'say "hi"', 'a`b', '${x}', 'back\\slash'].map((value): [string, Schema<unknown>, unknown] => [
      `the enumerated value ${value}`,
      Colour,
      value,
    ]),
    ['an object with only its required members', Thing, thing],
    ['a member that the document does not know', Thing, { ...thing, extra: { deep: [1] } }],
    ['an inline enumeration', Thing, { ...thing, 'inline-enum': 'b"c', 'numeric-enum': 2 }],
    ['an enumeration by reference in a map of arrays', Thing, { ...thing, groups: { a: ['red', "it's"], b: [] } }],
    ['arrays of arrays of objects', Thing, { ...thing, matrix: [[], [{ text: 'x' }, { text: 'y' }]] }],
    ['a map with null values where they are allowed', Thing, { ...thing, labels: { a: 'x', b: null } }],
    ['anything where no type is given', Thing, { ...thing, anything: [null, 1], free: { a: { b: 1 } } }],
    ['null for a nullable reference', Thing, { ...thing, 'maybe-note': null }],
    ['a schema inside itself', Thing, { ...thing, parent: { ...thing, parent: thing } }],
    ['the bounds of a number themselves', Thing, { ...thing, ratio: 0, count: 0 }],
    ['the bounds of a length themselves', Note, { text: '0123456789' }],
    ['an unlisted value of an open enumeration', ErrorModel, { code: 'new' }],
    ['each variant of a union', Shape, { kind: 'square', side: 1 }],
    ...['1', 1, 1.5, true, null].map((value): [string, Schema<unknown>, unknown] => [
      `${JSON.stringify(value)} among values of several types`,
      Values,
      value,
    ]),
    ...['a-b', 'a_b', 'a b', 'A-B', '', '-1', '1', '\u2028'].map((value): [string, Schema<unknown>, unknown] => [
      `${JSON.stringify(value)} among names that look alike`,
      Odd,
      { ...odd, names: value },
    ]),
    ['a negative number', Numbers, -1],
    ['null where a list of values has it', Odd, { ...odd, values: null }],
    ['the one value of a boolean', Odd, { ...odd, always: true }],
    ['anything for what is free', Odd, { ...odd, free: { a: [null] }, empty: 'text', map: { a: 1 } }],
    ['members with odd names', Odd, { ...odd, 'it\'s "quoted" \\': 'q', 'a.b': '1', 'a-b': '2', a_b: '3' }],
    ['a variant by each name in a mapping', Pet, { ...odd, kind: "odd's" }],
    ['a variant that a mapping leaves out', Pet, { kind: 'Dog', barks: true }],
    ['a variant by the name of its schema, which its type cannot have', Pet, { kind: 'Date', day: 1 }],
    ['each variant of a form union', Grant, { grant_type: 'key', key: 'k', mode: 'b' }],
  ]

  test.each(right)('%s', (_, schema, value) => {
    expect(schema['~standard'].validate(value)).toEqual({ value })
  })
})

describe('A generated schema rejects', () => {
  const wrong: [string, Schema<unknown>, unknown, string][] = [
    ['a value outside an enumeration', Colour, 'blue', ''],
    ['a missing required member', Thing, { id: 'a', class: 'c', colour: 'red' }, 'nullable-required'],
    ['null for a required member that is not nullable', Thing, { ...thing, class: null }, 'class'],
    ['a text that does not match its pattern', Thing, { ...thing, id: 'abc/x' }, 'id'],
    ['a wrong enumeration by reference', Thing, { ...thing, colour: 'blue' }, 'colour'],
    ['a wrong inline enumeration', Thing, { ...thing, 'inline-enum': 'its' }, 'inline-enum'],
    ['a number outside its enumeration', Thing, { ...thing, 'numeric-enum': 3 }, 'numeric-enum'],
    ['a number under its minimum', Thing, { ...thing, count: -1 }, 'count'],
    ['a number over its maximum', Thing, { ...thing, ratio: 1.1 }, 'ratio'],
    ['a fraction for an integer', Thing, { ...thing, count: 1.5 }, 'count'],
    ['a text for a strict number', Thing, { ...thing, ratio: '0.5' }, 'ratio'],
    ['a text for a boolean', Thing, { ...thing, flag: 'true' }, 'flag'],
    ['an object deep in arrays of arrays', Thing, { ...thing, matrix: [[{ text: 'x' }, {}]] }, 'matrix.0.1.text'],
    ['a wrong value in a map', Thing, { ...thing, labels: { a: 1 } }, 'labels.a'],
    ['a wrong value in a map of arrays', Thing, { ...thing, groups: { a: ['red', 'blue'] } }, 'groups.a.1'],
    ['a wrong member of a referenced object', Thing, { ...thing, note: { text: '' } }, 'note.text'],
    ['a wrong member of an object inside itself', Thing, { ...thing, parent: { ...thing, id: 'A' } }, 'parent.id'],
    ['a text over its longest length', Note, { text: '0123456789a' }, 'text'],
    ['an unknown variant of a union', Shape, { kind: 'cube', side: 1 }, 'kind'],
    ['a missing discriminator', Grant, { key: 'k' }, 'grant_type'],
    ['the members of another variant', Grant, { grant_type: 'key', code: 'c' }, 'key'],
    ['a list for an object', Shape, [], ''],
    ['a text for a listed number', Numbers, '1', ''],
    ['a value that is like a listed one', Odd, { ...odd, names: 'aB' }, 'names'],
    ['another boolean than the listed one', Odd, { ...odd, always: false }, 'always'],
    ['a value of a type that is not listed', Odd, { ...odd, mixed: true }, 'mixed'],
    ['a member that every object inherits', Odd, { kind: 'odd', toString: 's' }, 'constructor'],
    ['a variant by the name of its type', Pet, { kind: 'DateModel' }, 'kind'],
  ]

  test.each(wrong)('%s', (_, schema, value, path) => {
    const result = schema['~standard'].validate(value)

    expect(result.issues?.map((issue) => issue.path.join('.'))).toEqual([path])
  })
})

test('a lenient member takes the other JSON type and is given as the documented one', () => {
  const value = { ...thing, count: '3', 'one-or-many': 'x' }

  expect(Thing['~standard'].validate(value)).toEqual({ value: { ...thing, count: 3, 'one-or-many': ['x'] } })
  expect(ErrorModel['~standard'].validate({ status: 400 })).toEqual({ value: { status: '400' } })
})

test('null for an optional member means that there is none', () => {
  expect(Thing['~standard'].validate({ ...thing, note: null })).toEqual({ value: thing })
})

test('of alternatives that nothing tells apart, each is read as it is, and what may be secret is', () => {
  for (const open of ['text', { key: 'k' }, [1]]) {
    expect(Odd['~standard'].validate({ ...odd, open, either: open })).toEqual({ value: { ...odd, open, either: open } })
  }
  expect(Odd.shape).toMatchObject({ properties: { open: { type: 'any', secret: true }, either: { type: 'any' } } })
  expect(Odd.shape).not.toMatchObject({ properties: { either: { secret: true } } })
})

test('members that hold secrets are marked in the shape', () => {
  expect(Thing.shape).toMatchObject({ properties: { secret: { secret: true } } })
  expect(Thing.shape).not.toMatchObject({ properties: { class: { secret: true } } })
})
