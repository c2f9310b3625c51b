import { expect, test } from 'vitest'
import { leaveOutReadOnly } from '../../src/api/leave-out.ts'
import { schema } from '../../src/api/schema.ts'
import type { Schema, Shape } from '../../src/api/shape.ts'

const user: Schema<unknown> = schema<unknown>({
  type: 'object',
  readOnly: ['id'],
  properties: { name: { type: 'string' }, friend: { type: 'ref', to: () => user } },
})
const ofUser: Shape = { type: 'ref', to: () => user }

test.each<[string, Shape, unknown, unknown]>([
  ['an object', ofUser, { id: 1, name: 'a' }, { name: 'a' }],
  ['an object in an object', ofUser, { friend: { id: 2, name: 'b' } }, { friend: { name: 'b' } }],
  ['a list', { type: 'array', items: ofUser }, [{ id: 1 }, { name: 'b' }], [{}, { name: 'b' }]],
  ['a map', { type: 'map', values: ofUser }, { id: { id: 1, name: 'a' } }, { id: { name: 'a' } }],
  [
    'a variant',
    { type: 'union', on: 'kind', variants: { user: () => user } },
    { kind: 'user', id: 1 },
    { kind: 'user' },
  ],
  ['an unknown variant', { type: 'union', on: 'kind', variants: {} }, { kind: 'x', id: 1 }, { kind: 'x', id: 1 }],
  ['anything', { type: 'any' }, { id: 1 }, { id: 1 }],
  ['null', ofUser, null, null],
])('What only the server writes is left out of %s, and nothing else.', (_, shape, value, expected) => {
  const before = structuredClone(value)
  expect(leaveOutReadOnly(shape, value)).toEqual(expected)
  expect(value).toEqual(before)
})

test('A member named like what every object has is kept.', () => {
  expect(leaveOutReadOnly(ofUser, { toString: { a: 1 } })).toEqual({ toString: { a: 1 } })
})
