import type { SpecNode } from '../check-names.ts'
import { commentText } from '../comments.ts'
import type { Direction, Document } from './document.ts'
import { kindOf } from './kinds.ts'
import { docComment } from './literal.ts'
import { shapeOf } from './shapes.ts'
import { bareType, membersOf } from './types.ts'

/** The type and the schema value of a named schema, as the templates need them. */
export function describeSchema(document: Document, name: string, direction: Direction, file: string): SpecNode {
  const schema = document.schemas[name] ?? {}
  const where = `${file}: schema \`${name}\``
  const typeName = document.typeName(name, direction)
  const kind = kindOf(document, schema, where)
  const description: unknown = schema['description']
  const { nullable: _, ...bare } = schema
  const declaration =
    kind.is === 'object'
      ? `export interface ${typeName} {\n${membersOf(document, kind, direction, where)}\n}`
      : `export type ${typeName} = ${bareType(document, kind, direction, where)}`
  return {
    'x-name': typeName,
    'x-declaration': `${docComment(typeof description === 'string' ? commentText(description) : '')}${declaration}`,
    'x-shape': shapeOf(document, bare, direction, where),
  }
}
