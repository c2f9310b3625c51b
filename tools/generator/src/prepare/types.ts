import type { SpecNode } from '../check-names.ts'
import { commentText } from '../comments.ts'
import type { Direction, Document } from './document.ts'
import type { Kind } from './kind.ts'
import { kindOf } from './kinds.ts'
import { docComment, literal, unionOf } from './literal.ts'
import { readUnion } from './unions.ts'

/** The TypeScript type of a schema. */
export function typeOf(document: Document, schema: SpecNode, direction: Direction, where: string): string {
  const kind = kindOf(document, schema, where)
  const type = bareType(document, kind, direction, where)
  return kind.nullable && kind.is !== 'any' ? unionOf([type, 'null']) : type
}

export function bareType(document: Document, kind: Kind, direction: Direction, where: string): string {
  switch (kind.is) {
    case 'any':
      return 'unknown'
    case 'boolean':
      return 'boolean'
    case 'integer':
    case 'number':
      return 'number'
    case 'string':
      return kind.open ? `${unionOf(kind.open.map(literal))} | (string & {})` : 'string'
    case 'enum':
      return kind.values.length > 0 ? unionOf(kind.values.map(literal)) : 'null'
    case 'array':
      return `ReadonlyArray<${typeOf(document, kind.items, direction, where)}>`
    case 'map':
      return `Readonly<Record<string, ${typeOf(document, kind.values, direction, where)}>>`
    case 'ref':
      return document.typeName(kind.name, direction)
    case 'union':
      return readUnion(document, kind.schema, direction, where)
        .map(({ type }) => type)
        .join(' | ')
    case 'object':
      return `{\n${membersOf(document, kind, direction, where)}\n}`
  }
}

/** The members of an object, in one direction: what only the server writes is not sent, what is only sent may not come. */
export function membersOf(
  document: Document,
  { properties, required }: Kind & { is: 'object' },
  direction: Direction,
  where: string,
): string {
  return Object.entries(properties)
    .filter(([, schema]) => direction === 'response' || !marked(document, schema, 'readOnly'))
    .map(([name, schema]) => {
      const place = `${where}: \`${name}\``
      const optional = !isRequired(document, name, schema, required, direction)
      if (direction === 'request' && optional) checkInherited(name, place)
      const type = typeOf(document, schema, direction, place)
      return memberOf(name, type, optional, textOf(document, schema))
    })
    .join('\n')
}

export function memberOf(name: string, type: string, optional: boolean, text: string): string {
  return `${docComment(text)}readonly ${literal(name)}${optional ? '?' : ''}: ${type}${optional ? ' | undefined' : ''}`
}

/** TypeScript takes what every object has for a wrong value of an optional member. */
export function checkInherited(name: string, where: string): void {
  if (!(name in Object.prototype)) return
  throw new Error(`${where} is what every object has, so that it cannot be left out: make it required, or drop it`)
}

export function isRequired(
  document: Document,
  name: string,
  schema: SpecNode,
  required: readonly string[],
  direction: Direction,
): boolean {
  return required.includes(name) && !(direction === 'response' && marked(document, schema, 'writeOnly'))
}

/** A mark beside a `$ref` counts as much as one behind it. */
export function marked(document: Document, schema: SpecNode, mark: 'readOnly' | 'writeOnly'): boolean {
  if (schema[mark] === true) return true
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(schema['$ref'] ?? '')?.[1]
  const target = name === undefined ? undefined : document.schemas[name]
  return target !== undefined && target['$ref'] === undefined && target[mark] === true
}

/** What stands above a member: its own words, or those of a named text, which has no type to say them. */
function textOf(document: Document, schema: SpecNode): string {
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(schema['$ref'] ?? '')?.[1]
  const target = name === undefined ? undefined : document.schemas[name]
  const isScalar = target && ['string', 'number', 'integer', 'boolean'].includes(target['type']) && !target['enum']
  const text: unknown = schema['description'] ?? (isScalar ? target['description'] : undefined)
  return typeof text === 'string' ? commentText(text) : ''
}
