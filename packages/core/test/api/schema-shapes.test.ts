import { describe, expect, test } from 'vitest'
import { schema } from '../../src/api/schema.ts'
import type { Schema, Shape } from '../../src/api/shape.ts'

const problems = (shape: Shape, value: unknown): string[] => {
  const { issues } = schema(shape)['~standard'].validate(value)
  return (issues ?? []).map(({ path, message }) => [...path, message].join(' / '))
}
const read = (shape: Shape, value: unknown): unknown => {
  const result = schema(shape)['~standard'].validate(value)
  if (result.issues) throw new Error(JSON.stringify(result.issues))
  return result.value
}
const text: Shape = { type: 'string' }
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
const person = schema<{ name: string }>({ type: 'object', required: ['name'], properties: { name: text } })
const pet = schema<{ legs: number }>({ type: 'object', required: ['legs'], properties: { legs: { type: 'integer' } } })

describe('Each kind of shape', () => {
  test.each<[string, Shape, unknown]>([
    ['anything', { type: 'any' }, { deep: [null, 1] }],
    ['null as anything', { type: 'any' }, null],
    ['a value of another type that is listed', { type: 'any', enum: ['1', 1, true, null] }, 1],
    ['null that is listed', { type: 'any', enum: ['1', null] }, null],
    ['true', { type: 'boolean' }, true],
    ['a string', text, ''],
    ['a string of the least length', { type: 'string', minLength: 2 }, 'ab'],
    ['a string of the greatest length', { type: 'string', maxLength: 2 }, 'ab'],
    ['a string that matches', { type: 'string', pattern: '^a+$' }, 'aaa'],
    ['a character outside the first plane for one character', { type: 'string', pattern: '^.$' }, '😀'],
    ['a string that is listed', { type: 'string', enum: ['a', 'b'] }, 'b'],
    ['a number with a fraction', { type: 'number' }, 1.5],
    ['an integer', { type: 'integer' }, -3],
    ['the least number', { type: 'integer', minimum: 3 }, 3],
    ['the greatest number', { type: 'number', maximum: 3 }, 3],
    ['a number that is listed', { type: 'integer', enum: [1, 2] }, 2],
    ['an empty array', { type: 'array', items: text }, []],
    ['an array of arrays', { type: 'array', items: { type: 'array', items: text } }, [['a'], []]],
    ['a map', { type: 'map', values: text }, { a: 'x', b: 'y' }],
    ['an object of another schema', { type: 'ref', to: () => person }, { name: 'x' }],
    ['null where it is nullable', { type: 'string', nullable: true }, null],
    ['a nullable reference', { type: 'ref', to: () => person, nullable: true }, null],
    ['a variant', { type: 'union', on: 'kind', variants: { pet: () => pet } }, { kind: 'pet', legs: 4 }],
  ])('accepts %s and returns it as it is.', (_, shape, value) => {
    expect(read(shape, value)).toEqual(value)
  })

  test.each<[string, Shape, unknown, string]>([
    ['a word for a boolean', { type: 'boolean' }, 'true', 'expected true or false'],
    ['a number for a string', text, 5, 'expected a string'],
    ['nothing for a string', text, undefined, 'expected a string'],
    ['null for a string', text, null, 'expected a string'],
    ['a short string', { type: 'string', minLength: 2 }, 'a', 'expected at least 2 characters'],
    ['a long string', { type: 'string', maxLength: 2 }, 'abc', 'expected at most 2 characters'],
    ['a string that does not match', { type: 'string', pattern: '^a+$' }, 'ab', 'expected a match of ^a+$'],
    ['a string that is not listed', { type: 'string', enum: ['a', 'b'] }, 'c', 'expected one of a, b'],
    ['a numeric string for a number', { type: 'number' }, '5', 'expected a number'],
    ['a fraction for an integer', { type: 'integer' }, 1.5, 'expected an integer below 2^53'],
    ['an integer that was rounded', { type: 'integer' }, 9_007_199_254_740_992, 'expected an integer below 2^53'],
    ['a text for a listed number', { type: 'any', enum: [1, true] }, '1', 'expected one of 1, true'],
    ['a small number', { type: 'integer', minimum: 3 }, 2, 'expected at least 3'],
    ['a great number', { type: 'number', maximum: 3 }, 4, 'expected at most 3'],
    ['a number that is not listed', { type: 'integer', enum: [1, 2] }, 3, 'expected one of 1, 2'],
    ['an object for an array', { type: 'array', items: text }, {}, 'expected an array'],
    ['an array for a map', { type: 'map', values: text }, ['a'], 'expected an object'],
    ['an array for an object', { type: 'object', properties: {} }, [], 'expected an object'],
    ['null for an object', { type: 'object', properties: {} }, null, 'expected an object'],
    ['a string for a union', { type: 'union', on: 'kind', variants: {} }, 'pet', 'expected an object'],
  ])('refuses %s.', (_, shape, value, message) => {
    expect(problems(shape, value)).toEqual([message])
  })

  test('takes null for absence also where no member is required.', () => {
    expect(read({ type: 'object', properties: { a: text } }, { a: null, b: null })).toStrictEqual({ b: null })
  })

  test('refuses what is nested too deep, where a schema refers to itself.', () => {
    const tree: Schema<unknown> = schema<unknown>({ type: 'array', items: { type: 'ref', to: () => tree } })
    expect(read(tree.shape, nested(101))).toEqual(nested(101))
    expect(problems(tree.shape, nested(102))).toHaveLength(1)
    const issues = problems(tree.shape, nested(30_000))
    expect(issues).toHaveLength(1)
    expect(issues[0]).toMatch(/ expected at most 100 levels$/)
  })

  test('leaves out data that is nested too deep, and keeps the rest.', () => {
    const any: Shape = { type: 'any' }
    const shape: Shape = { type: 'object', properties: { state: any, id: text, list: { type: 'array', items: any } } }
    const deep = nested(30_000)
    const value = read(shape, {
      id: 'x',
      state: deep,
      list: [1, deep],
      unknown: { deep, near: nested(50) },
      near: nested(98),
    })
    expect(value).toStrictEqual({ id: 'x', list: [1, undefined], near: nested(98) })
    expect(read({ type: 'any' }, nested(99))).toEqual(nested(99))
    expect(() => JSON.stringify(value)).not.toThrow()
  })

  test('refuses a union whose discriminator is unknown, inherited or missing.', () => {
    const shape: Shape = { type: 'union', on: 'kind', variants: { pet: () => pet, person: () => person } }
    for (const value of [
      { kind: 'tree' },
      { kind: 'constructor' },
      { kind: '__proto__' },
      {},
      { kind: ['pet'] },
      { kind: { toString: null } },
    ]) {
      expect(problems(shape, value)).toEqual(['kind / expected one of pet, person'])
    }
  })

  test('checks the variant of a union by its own schema.', () => {
    const shape: Shape = { type: 'union', on: 'kind', variants: { pet: () => pet } }
    expect(problems(shape, { kind: 'pet', legs: 'four' })).toEqual(['legs / expected a number'])
  })
})

describe('A lenient shape', () => {
  test.each<[Shape, unknown, unknown]>([
    [{ type: 'string', lenient: true }, 5, '5'],
    [{ type: 'integer', lenient: true }, '3600', 3600],
    [{ type: 'number', lenient: true }, '-1.25', -1.25],
    [{ type: 'array', items: text, lenient: true }, 'one', ['one']],
    [{ type: 'array', items: text, lenient: true }, ['one', 'two'], ['one', 'two']],
  ])('of %j reads %j as %j.', (shape, value, expected) => {
    expect(read(shape, value)).toEqual(expected)
  })

  test.each<[Shape, unknown]>([
    [{ type: 'string', lenient: true }, true],
    [{ type: 'integer', lenient: true }, ''],
    [{ type: 'integer', lenient: true }, 'soon'],
    [{ type: 'integer', lenient: true }, ['5']],
    [{ type: 'integer', lenient: true }, true],
    [{ type: 'integer', lenient: true }, '1e3'],
    [{ type: 'integer', lenient: true }, '1.5'],
    [{ type: 'array', items: text, lenient: true }, 5],
    [{ type: 'array', items: text, lenient: true }, null],
  ])('of %j still refuses %j.', (shape, value) => {
    expect(problems(shape, value)).toHaveLength(1)
  })
})
