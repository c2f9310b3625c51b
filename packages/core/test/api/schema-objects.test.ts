import { describe, expect, test } from 'vitest'
import { collectSecrets } from '../../src/api/read.ts'
import { schema } from '../../src/api/schema.ts'
import type { Shape } from '../../src/api/shape.ts'

const secret: Shape = { type: 'string', secret: true }
const answer: Shape = {
  type: 'object',
  required: ['token'],
  properties: {
    token: secret,
    note: { type: 'string' },
    anything: { type: 'any' },
    maybe: { type: 'string', nullable: true },
    tags: { type: 'map', values: { type: 'integer' } },
    list: { type: 'array', items: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
  },
}
const validate = (value: unknown) => schema<Record<string, unknown>>(answer)['~standard'].validate(value)

describe('An object', () => {
  test('keeps members that its schema does not know.', () => {
    const value = { token: 't', extra: { deep: [1, null] }, more: null }
    expect(validate(value)).toEqual({ value })
  })

  test('takes null at an optional member for its absence.', () => {
    const result = validate({ token: 't', note: null, tags: null, list: null })
    expect(result).toStrictEqual({ value: { token: 't' } })
  })

  test('keeps null where the schema allows it.', () => {
    expect(validate({ token: 't', maybe: null, anything: null })).toEqual({
      value: { token: 't', maybe: null, anything: null },
    })
  })

  test('refuses null at a required member, and its absence.', () => {
    expect(validate({ token: null }).issues).toEqual([{ path: ['token'], message: 'expected a string' }])
    expect(validate({}).issues).toEqual([{ path: ['token'], message: 'is required' }])
  })

  test('does not take an inherited member for a required one.', () => {
    const shape: Shape = { type: 'object', required: ['toString'], properties: {} }
    expect(schema(shape)['~standard'].validate({}).issues).toHaveLength(1)
  })

  test('keeps a member named __proto__ as plain data.', () => {
    const result = validate(JSON.parse('{"token":"t","__proto__":{"admin":true},"constructor":{"x":1}}'))
    if (result.issues) throw new Error('refused')
    expect(Object.getPrototypeOf(result.value)).toBe(Object.prototype)
    expect(Object.keys(result.value)).toEqual(['token', '__proto__', 'constructor'])
    expect('admin' in result.value).toBe(false)
    expect('admin' in {}).toBe(false)
  })

  test('keeps a member named __proto__ in a map too.', () => {
    const result = validate(JSON.parse('{"token":"t","tags":{"__proto__":1}}'))
    if (result.issues) throw new Error('refused')
    expect(JSON.stringify(result.value)).toBe('{"token":"t","tags":{"__proto__":1}}')
  })

  test('does not change the value that it reads.', () => {
    const value = Object.freeze({ token: 't', note: null })
    validate(value)
    expect(value).toEqual({ token: 't', note: null })
  })
})

describe('Issues', () => {
  test('name every wrong place by its path.', () => {
    const { issues } = validate({ token: 5, tags: { a: 'x' }, list: [{ id: 'ok' }, {}, { id: 7 }] })
    expect(issues?.map(({ path }) => path)).toEqual([['token'], ['tags', 'a'], ['list', 1, 'id'], ['list', 2, 'id']])
  })

  test('never hold a value.', () => {
    const { issues } = validate({ token: 12345678, note: ['hunter2'], tags: { a: 'hunter2' }, list: 'hunter2' })
    expect(issues).toHaveLength(4)
    expect(JSON.stringify(issues)).not.toMatch(/hunter2|12345678/)
  })
})

describe('A schema', () => {
  test('has the form that Standard Schema describes.', () => {
    const standard = schema(answer)['~standard']
    expect(standard.version).toBe(1)
    expect(standard.vendor).toBe('@auth/core')
    expect(standard.validate({ token: 't' })).toEqual({ value: { token: 't' } })
    expect(standard.validate(null)).toEqual({ issues: [{ path: [], message: 'expected an object' }] })
  })

  test('is read by a library that takes Standard Schema.', async () => {
    const { default: ky } = await import('ky')
    const fetch = async (): Promise<Response> => Response.json({ token: 't', extra: 1 })
    const token = schema<{ token: string }>(answer)
    expect(await ky.get('https://api.example.com', { fetch }).json(token)).toEqual({ token: 't', extra: 1 })
    const broken = async (): Promise<Response> => Response.json({ token: 7 })
    await expect(ky.get('https://api.example.com', { fetch: broken, retry: 0 }).json(token)).rejects.toThrow(/schema/i)
  })
})

describe('Secrets of a value', () => {
  const collect = (shape: Shape, value: unknown): string[] => {
    const secrets = new Set<string>()
    collectSecrets(shape, value, secrets)
    return [...secrets]
  }

  test('are found in members, arrays, maps, references and variants.', () => {
    const inner = schema<unknown>({ type: 'object', properties: { key: secret } })
    expect(collect(answer, { token: 'a', note: 'b' })).toEqual(['a'])
    expect(collect({ type: 'array', items: secret }, ['a', 'b'])).toEqual(['a', 'b'])
    expect(collect({ type: 'array', items: { type: 'string' }, secret: true }, ['a', 'b'])).toEqual(['a', 'b'])
    expect(collect({ type: 'map', values: { type: 'any' }, secret: true }, { a: [{ b: 'c' }, null], d: 1 })).toEqual([
      'c',
      '1',
    ])
    expect(collect({ type: 'map', values: secret }, { x: 'a' })).toEqual(['a'])
    expect(collect({ type: 'ref', to: () => inner }, { key: 'a', other: 'b' })).toEqual(['a'])
    const union: Shape = { type: 'union', on: 'kind', variants: { one: () => inner } }
    expect(collect(union, { kind: 'one', key: 'a' })).toEqual(['a'])
  })

  test('are texts, also where the value is a number, and none where it is absent.', () => {
    expect(collect({ type: 'integer', secret: true }, 1234)).toEqual(['1234'])
    expect(collect(answer, { token: null })).toEqual([])
    expect(collect(answer, null)).toEqual([])
    expect(collect(answer, { token: undefined })).toEqual([])
    expect(collect(answer, undefined)).toEqual([])
  })

  test('are looked for without minding members that every object inherits.', () => {
    const union: Shape = { type: 'union', on: 'kind', variants: {} }
    expect(collect(union, { kind: 'constructor', key: 'a' })).toEqual([])
    expect(collect(answer, JSON.parse('{"constructor":{"a":"b"},"__proto__":{"a":"b"}}'))).toEqual([])
  })
})
