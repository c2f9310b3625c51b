import { isDeepStrictEqual } from 'node:util'
import type { SpecNode } from '../../../../generator/src/check-names.ts'
import type { Adoption } from '../adoption.ts'
import { resolveNode } from '../operations.ts'

/**
 * A schema with what it refers to and what it is put together from (`allOf`) in one place. Types and examples are
 * those of OpenAPI 3.0.
 */
export function flatten({ origin, note }: Adoption, node: unknown, name: string): SpecNode {
  return flattenWithin(node, new Set())

  function flattenWithin(given: unknown, within: ReadonlySet<unknown>): SpecNode {
    // `true`, and what is written where a schema should be: anything goes.
    if (typeof given !== 'object' || given === null || Array.isArray(given)) return {}
    if (within.has(given)) {
      note(`\`${name}\` is put together from itself: what it says of itself is left out`)
      return {}
    }
    const inner = new Set([...within, given])
    const { $ref: reference, allOf, ...own }: SpecNode = given
    const parts: SpecNode[] = Array.isArray(allOf) ? allOf.map((part) => flattenWithin(part, inner)) : []
    if (typeof reference === 'string') parts.unshift(flattenWithin(resolveNode(origin, given), inner))
    const whole = inThreeZero(own, note)
    if (parts.length === 0) return whole
    if (parts.length > 1) note(`wrote the parts of \`${name}\` (\`allOf\`) in one place`)
    const merged = [...parts, whole].reduce((all, part) => mergeTwo(all, part, name, note), {})
    if (parts.length > 1 && whole['description'] === undefined) delete merged['description']
    if (whole['nullable'] === undefined && !parts.every((part) => part['nullable'] === true)) delete merged['nullable']
    return merged
  }
}

function mergeTwo(a: SpecNode, b: SpecNode, name: string, note: Adoption['note']): SpecNode {
  const merged: SpecNode = { ...a, ...b }
  if (a['required'] || b['required'])
    merged['required'] = [...new Set([a['required'] ?? [], b['required'] ?? []].flat())]
  if (a['properties'] && b['properties']) {
    merged['properties'] = { ...a['properties'] }
    for (const [property, schema] of Object.entries<SpecNode>(b['properties'])) {
      const before: unknown = a['properties'][property]
      const both = before !== undefined && !isDeepStrictEqual(before, schema)
      merged['properties'][property] = both ? { allOf: [before, schema] } : schema
    }
  }
  if (Array.isArray(a['enum']) && Array.isArray(b['enum'])) {
    merged['enum'] = a['enum'].filter((value: unknown) => b['enum'].includes(value))
  }
  if (a['type'] && b['type'] && a['type'] !== b['type']) {
    const numbers = [a['type'], b['type']].sort().join() === 'integer,number'
    if (numbers) merged['type'] = 'integer'
    else {
      delete merged['type']
      note(`took \`${name}\` for a value of any kind: its parts are of different types`)
    }
  }
  for (const key of ['oneOf', 'anyOf']) {
    if (!a[key] || !b[key] || isDeepStrictEqual(a[key], b[key])) continue
    note(`left out a second choice (\`${key}\`) in \`${name}\``)
    merged[key] = a[key]
  }
  return merged
}

/** What 3.1 and 3.2 say in other words. */
function inThreeZero(given: SpecNode, note: Adoption['note']): SpecNode {
  const schema = { ...given }
  if (Array.isArray(schema['type'])) {
    const types: string[] = schema['type'].filter((type: string) => type !== 'null')
    if (types.length < schema['type'].length) schema['nullable'] = true
    if (types.length === 1) schema['type'] = types[0]
    else {
      delete schema['type']
      if (types.length > 1) schema['oneOf'] = types.map((type) => ({ type }))
    }
  }
  if (schema['type'] === 'null') Object.assign(schema, { type: undefined, enum: [null] })
  if ('const' in schema) {
    schema['enum'] = [schema['const']]
    delete schema['const']
  }
  if (Array.isArray(schema['examples'])) {
    schema['example'] ??= schema['examples'][0]
    delete schema['examples']
  }
  for (const [exclusive, inclusive] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof schema[exclusive] !== 'number') continue
    schema[inclusive] ??= schema[exclusive]
    delete schema[exclusive]
    note(`took \`${exclusive}\` for \`${inclusive}\``)
  }
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined))
}
