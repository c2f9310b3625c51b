import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectSecrets } from '../../src/api/read.ts'
import { schema } from '../../src/api/schema.ts'
import type { Schema, Shape } from '../../src/api/shape.ts'

const names = fc.constantFrom('a', 'b', 'c', 'kind', '__proto__', 'constructor', 'toString', '')
const flags = {
  nullable: fc.constant(true as const),
  lenient: fc.constant(true as const),
  secret: fc.constant(true as const),
}
const withFlags = (shape: fc.Arbitrary<object>): fc.Arbitrary<Shape> =>
  // What is generated has the form of one kind of shape and any of the flags.
  fc.tuple(shape, fc.record(flags, { requiredKeys: [] })).map(([one, more]) => ({ ...one, ...more }) as Shape)
const dictionary = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> =>
  fc.array(fc.tuple(names, value), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))
const limit = fc.integer({ min: 0, max: 3 })

/** Any shape that the generator can write, those that refer to themselves included. */
const { shape } = fc.letrec<{ shape: Shape; object: Shape }>((tie) => {
  const target = (inner: Shape) => (): Schema<unknown> => schema(inner)
  return {
    object: withFlags(
      fc.record(
        {
          type: fc.constant('object'),
          required: fc.uniqueArray(names, { maxLength: 3 }),
          properties: dictionary(tie('shape')),
        },
        { requiredKeys: ['type', 'properties'] },
      ),
    ),
    shape: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      withFlags(fc.constantFrom({ type: 'any' }, { type: 'any', enum: ['a', 5, null] }, { type: 'boolean' })),
      withFlags(
        fc.record(
          {
            type: fc.constant('string'),
            minLength: limit,
            maxLength: limit,
            pattern: fc.constantFrom('^a', '\\p{L}', '^.$'),
            enum: fc.constant(['a', 'b', 'pet']),
          },
          { requiredKeys: ['type'] },
        ),
      ),
      withFlags(
        fc.record(
          { type: fc.constantFrom('number', 'integer'), minimum: limit, maximum: limit, enum: fc.constant([1, 2]) },
          { requiredKeys: ['type'] },
        ),
      ),
      withFlags(fc.record({ type: fc.constant('array'), items: tie('shape') })),
      withFlags(fc.record({ type: fc.constant('map'), values: tie('shape') })),
      tie('object'),
      withFlags(fc.record({ type: fc.constant('ref'), to: tie('shape').map(target) })),
      withFlags(fc.record({ type: fc.constant('union'), on: names, variants: dictionary(tie('object').map(target)) })),
    ),
  }
})

const leaf = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('a', 'b', 'pet', '5', '-1.5'),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -1, max: 4 }),
  fc.boolean(),
  fc.constant(null),
)
/** Any value that JSON can hold. Its names are among those that shapes have, so that they meet. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.oneof(names, fc.string({ maxLength: 3 })), tie('json')), { maxLength: 4 })
      .map(Object.fromEntries),
  ),
}))
const value = fc.oneof(json, fc.jsonValue())
const options = { numRuns: 500 }

const read = (given: Shape, from: unknown) => schema(given)['~standard'].validate(from)
const isObject = (tested: unknown): tested is Record<string, unknown> =>
  typeof tested === 'object' && tested !== null && !Array.isArray(tested)

/** Fails where something is lost: only null at a known member may go, and only a lenient shape may change a type. */
function expectKept(given: Shape, before: unknown, after: unknown): void {
  if (given.type === 'ref') {
    expectKept(given.to().shape, before, after)
  } else if (given.type === 'union' && isObject(before)) {
    const variant = given.variants[String(before[given.on])]
    if (variant) expectKept(variant().shape, before, after)
  } else if (given.type === 'array' && Array.isArray(before)) {
    expect(after).toHaveLength(before.length)
    for (const [index, item] of before.entries()) expectKept(given.items, item, (after as unknown[])[index]) // of equal length
  } else if (isObject(before) && isObject(after)) {
    const known = given.type === 'object' ? given.properties : {}
    for (const [name, item] of Object.entries(before)) {
      const member = given.type === 'map' ? given.values : Object.hasOwn(known, name) ? known[name] : undefined
      if (!member) expect(Object.getOwnPropertyDescriptor(after, name)?.value).toEqual(item)
      else if (item !== null || given.type === 'map') expectKept(member, item, after[name])
    }
  } else if (given.type === 'array' && given.lenient && Array.isArray(after)) {
    expect(after).toHaveLength(1)
    expectKept(given.items, before, (after as unknown[])[0]) // an array, as seen above
  } else if (given.lenient && (typeof before === 'string' || typeof before === 'number')) {
    expect([before, String(before), Number(before)]).toContain(after)
  } else expect(after).toEqual(before)
}

describe('For any schema and any JSON,', () => {
  test('a value is accepted or refused with issues, and nothing is thrown.', () => {
    fc.assert(
      fc.property(shape, value, (given, from) => {
        const result = read(given, from)
        if (result.issues) expect(result.issues.length).toBeGreaterThan(0)
        else expect(result).toHaveProperty('value')
      }),
      options,
    )
  })

  test('no member that the schema does not know is lost or changed.', () => {
    fc.assert(
      fc.property(shape, value, (given, from) => {
        const before = structuredClone(from)
        const result = read(given, from)
        expect(from).toEqual(before)
        if (!result.issues) expectKept(given, from, result.value)
      }),
      options,
    )
  })

  test('an accepted value is accepted again as it was read, and stays the same.', () => {
    fc.assert(
      fc.property(shape, value, (given, from) => {
        const first = read(given, from)
        if (!first.issues) expect(read(given, first.value)).toEqual(first)
      }),
      options,
    )
  })

  test('issues say where and what was expected, and never what was there.', () => {
    const secretText = 'hunter2'
    const marked = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom(secretText, 7_654_321, `${secretText}€`),
        fc.array(tie('json'), { maxLength: 3 }),
        dictionary(tie('json')),
      ),
    })).json
    fc.assert(
      fc.property(shape, marked, (given, from) => {
        const { issues = [] } = read(given, from)
        for (const { path, message } of issues) {
          expect(`${path.join('.')} ${message}`).not.toMatch(/hunter2|7654321/)
        }
      }),
      options,
    )
  })

  test('secrets are looked for without an error, and are texts.', () => {
    fc.assert(
      fc.property(shape, value, (given, from) => {
        const secrets = new Set<string>()
        collectSecrets(given, from, secrets)
        for (const secret of secrets) expect(secret).toBeTypeOf('string')
      }),
      options,
    )
  })
})
