import type { SpecNode } from '../check-names.ts'
import type { Direction, Document } from './document.ts'
import type { Kind } from './kind.ts'
import { kindOf } from './kinds.ts'
import { literal, objectLines, objectLiteral } from './literal.ts'
import { isRequired, marked } from './types.ts'
import { readUnion } from './unions.ts'

/** The run-time form of a schema: data that core reads values by. */
export function shapeOf(
  document: Document,
  schema: SpecNode,
  direction: Direction,
  where: string,
  more: Record<string, string> = {},
): string {
  const kind = kindOf(document, schema, where)
  return objectLiteral(
    Object.entries({
      ...bareShape(document, kind, direction, where),
      ...(kind.nullable && kind.is !== 'any' && { nullable: 'true' }),
      ...(kind.lenient && { lenient: 'true' }),
      ...(kind.secret && { secret: 'true' }),
      ...more,
    }),
  )
}

function bareShape(document: Document, kind: Kind, direction: Direction, where: string): Record<string, string> {
  switch (kind.is) {
    case 'any':
    case 'boolean':
      return { type: literal(kind.is) }
    case 'integer':
    case 'number':
      return { type: literal(kind.is), ...limits(kind.limits, 'minimum', 'maximum') }
    case 'string':
      return { type: literal(kind.is), ...limits(kind.limits, 'minLength', 'maxLength', 'pattern') }
    case 'enum': {
      // A shape of several types checks null as any other value.
      const values = kind.type === 'any' && kind.nullable ? [...kind.values, null] : kind.values
      return { type: literal(kind.type), enum: literal(values) }
    }
    case 'array':
      return { type: literal(kind.is), items: shapeOf(document, kind.items, direction, where) }
    case 'map':
      return { type: literal(kind.is), values: shapeOf(document, kind.values, direction, where) }
    case 'ref':
      return { type: literal(kind.is), to: `() => ${document.typeName(kind.name, direction)}` }
    case 'union':
      return {
        type: literal(kind.is),
        on: literal(kind.schema['discriminator'].propertyName),
        variants: objectLines(
          readUnion(document, kind.schema, direction, where).flatMap(({ values, name }) =>
            values.map((value) => [value, `() => ${name}`] as const),
          ),
        ),
      }
    case 'object':
      return objectShape(document, kind, direction, where)
  }
}

function objectShape(
  document: Document,
  { properties, required }: Kind & { is: 'object' },
  direction: Direction,
  where: string,
): Record<string, string> {
  const all = Object.entries(properties)
  const readOnly = direction === 'request' ? all.filter(([, schema]) => marked(document, schema, 'readOnly')) : []
  const members = all.filter((entry) => !readOnly.includes(entry))
  const needed = required.filter((name) => {
    const schema = properties[name]
    return schema ? isRequired(document, name, schema, required, direction) : true
  })
  const sent = needed.filter((name) => !readOnly.some(([other]) => other === name))
  return {
    type: literal('object'),
    ...(sent.length > 0 && { required: literal(sent) }),
    ...(readOnly.length > 0 && { readOnly: literal(readOnly.map(([name]) => name)) }),
    properties: objectLines(
      members.map(([name, schema]) => {
        const shape = shapeOf(document, schema, direction, `${where}: \`${name}\``)
        // TypeScript takes the type of `constructor` from what every object has, and not from the shapes around it.
        return [name, name in Object.prototype ? `${shape} as const` : shape] as const
      }),
    ),
  }
}

function limits(schema: SpecNode, ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (schema[name] === undefined ? [] : [[name, literal(schema[name])] as const])),
  )
}
