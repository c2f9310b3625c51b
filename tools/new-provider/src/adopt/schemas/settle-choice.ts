import { isDeepStrictEqual } from 'node:util'
import type { SpecNode } from '../../../../generator/src/check-names.ts'
import type { Adoption } from '../adoption.ts'
import { pointerTo } from '../operations.ts'
import { flatten } from './flatten.ts'
import { typeOf } from './scalar.ts'

/** One of several forms of an object: what is in it, and what must be. */
export interface Variant {
  readonly node: SpecNode
  readonly flat: SpecNode
}

/**
 * A choice of schemas (`oneOf`, `anyOf`) in a form that can be generated: a union where a member tells which it is,
 * else one object with the members of all, else a value of any kind.
 */
export function settleChoice(adoption: Adoption, flat: SpecNode, name: string, depth = 0): SpecNode {
  const { oneOf, anyOf, discriminator, ...base } = flat
  const branches: unknown[] | undefined = oneOf ?? anyOf
  // Children that refer to a parent with a discriminator are left out: their members are kept all the same.
  if (!Array.isArray(branches)) return base
  const any = (): SpecNode => {
    adoption.note(`took \`${name}\` for a value of any kind: it is a choice of different kinds`)
    const { description, nullable } = base
    return { ...(description !== undefined && { description }), ...(nullable && { nullable }) }
  }
  if (depth > 4) return any()
  const variants = branches.map((node): Variant => {
    const whole = { ...(node as SpecNode) } // a branch is a schema
    return { node: whole, flat: settleChoice(adoption, flatten(adoption, node, name), name, depth + 1) }
  })
  const left = variants.filter((variant) => !isNull(variant.flat))
  if (left.length < variants.length || left.some((variant) => variant.flat['nullable'] === true))
    base['nullable'] = true
  const [only] = left
  if (!only) return any()
  if (left.length === 1 && !discriminator) return joined(only.flat, base)
  if (left.every((variant) => isObject(variant.flat))) {
    const union = discriminator?.propertyName ? byMapping(discriminator, left, adoption) : undefined
    return union
      ? { ...withoutMembers(base), ...union }
      : oneObject(
          adoption,
          left.map((variant) => joined(variant.flat, base)),
          base,
          name,
        )
  }
  return oneScalar(left, base) ?? any()
}

function joined(flat: SpecNode, base: SpecNode): SpecNode {
  const properties = { ...flat['properties'], ...base['properties'] }
  return {
    ...flat,
    ...base,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...((flat['required'] || base['required']) && {
      required: [...new Set([...(flat['required'] ?? []), ...(base['required'] ?? [])])],
    }),
  }
}

function isNull(flat: SpecNode): boolean {
  return flat['type'] === undefined && isDeepStrictEqual(flat['enum'], [null])
}

function isObject(flat: SpecNode): boolean {
  return Object.keys(flat['properties'] ?? {}).length > 0 && (flat['type'] ?? 'object') === 'object'
}

function withoutMembers({ properties: _, required: __, ...base }: SpecNode): SpecNode {
  return base
}

/** Every variant by the value that tells it. `undefined`: some are not told. */
function byMapping(discriminator: SpecNode, variants: readonly Variant[], { note }: Adoption): SpecNode | undefined {
  const { propertyName, mapping = {} } = discriminator
  const known = new Map(Object.entries<string>(mapping).map(([value, target]) => [value, String(target)]))
  const union: [value: string, node: SpecNode][] = []
  for (const { node, flat } of variants) {
    if (!flat['properties']?.[propertyName]) return undefined
    const name = pointerTo(String(node['$ref'] ?? '')).at(-1)
    const values = [...known].filter(([, target]) => target === node['$ref'] || target === name).map(([value]) => value)
    if (values.length === 0 && name === undefined) return undefined
    if (values.length === 0) note(`took the name of \`${name}\` for the value of \`${propertyName}\` that tells it`)
    for (const value of values.length > 0 ? values : [String(name)]) union.push([value, node])
  }
  return { discriminator: { propertyName }, 'x-union': union }
}

/** An object with the members of all: what is not in all of them is optional. Which go together is kept beside it. */
function oneObject({ note }: Adoption, variants: readonly SpecNode[], base: SpecNode, name: string): SpecNode {
  const found = new Map<string, unknown[]>()
  for (const { properties: its } of variants) {
    for (const [member, schema] of Object.entries<unknown>(its)) {
      const before = found.get(member) ?? []
      if (!before.some((other) => isDeepStrictEqual(other, schema))) found.set(member, [...before, schema])
    }
  }
  const properties = Object.fromEntries(
    [...found].map(([member, schemas]) => [member, schemas.length === 1 ? schemas[0] : { anyOf: schemas }]),
  )
  const required = Object.keys(properties).filter((member) =>
    variants.every((variant) => variant['required']?.includes(member)),
  )
  note(`wrote the variants of \`${name}\` as one object: what is not in all of them is optional`)
  return {
    ...withoutMembers(base),
    type: 'object',
    ...(required.length > 0 && { required }),
    properties,
    'x-variants': variants.map((variant) => ({
      ...(variant['title'] && { title: variant['title'] }),
      members: Object.keys(variant['properties']),
      required: variant['required'] ?? [],
      values: Object.fromEntries(
        Object.entries<SpecNode>(variant['properties']).flatMap(([member, schema]) => {
          const only = schema?.['const'] ?? (schema?.['enum']?.length === 1 ? schema['enum'][0] : undefined)
          return only === undefined ? [] : [[member, only]]
        }),
      ),
    })),
  }
}

function oneScalar(variants: readonly Variant[], base: SpecNode): SpecNode | undefined {
  const flats = variants.map(({ flat }) => flat)
  const types = new Set(flats.map(typeOf))
  const [type] = types
  const isNumber = [...types].every((each) => each === 'integer' || each === 'number')
  if (type === undefined || (types.size > 1 && !isNumber)) return undefined
  const values = flats.every(({ enum: own }) => Array.isArray(own)) ? flats.flatMap(({ enum: own }) => own) : undefined
  return {
    ...base,
    type: types.size > 1 ? 'number' : type,
    ...(values && { enum: [...new Set(values)] }),
    example: base['example'] ?? flats.find(({ example }) => example !== undefined)?.['example'],
  }
}
