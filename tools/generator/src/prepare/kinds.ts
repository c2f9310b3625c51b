import { type SpecNode, walk } from '../check-names.ts'
import { type Document, schemaReference } from './document.ts'
import { readEnum } from './enums.ts'
import type { Kind, Marks } from './kind.ts'

/** Schemas that get a type of their own. Others, such as named texts and lists, are written where they are used. */
export function isDeclared(schema: SpecNode): boolean {
  return Boolean(schema['properties'] || schema['discriminator'] || schema['enum']) && !isOpen(schema)
}

/** Says what a value may be, and not how to tell which. Such a value is unknown until somebody looks at it. */
export function isOpen(schema: SpecNode): boolean {
  const parts: SpecNode[] = [...(schema['anyOf'] ?? []), ...(schema['discriminator'] ? [] : (schema['oneOf'] ?? []))]
  // Beside members, alternatives often say only which of them are needed together.
  const words = ['required', 'title', 'description']
  return parts.some((part) => !schema['properties'] || Object.keys(part).some((key) => !words.includes(key)))
}

export function kindOf(document: Document, schema: SpecNode, where: string): Kind {
  const marks: Marks = {
    ...(schema['nullable'] === true && { nullable: true }),
    ...(schema['x-secret'] === true && { secret: true }),
    ...(schema['x-lenient'] === true && { lenient: true }),
  }
  const parts: unknown = schema['allOf']
  if (Array.isArray(parts)) {
    const [only] = parts
    if (parts.length !== 1 || schema['properties'])
      throw new Error(`${where}: \`allOf\` of several parts: write the members of the object in one place`)
    return { ...kindOf(document, only, where), ...marks }
  }
  if (schema['$ref'] !== undefined) return { ...referred(document, schema, where), ...marks }
  // What is secret in one of the alternatives must not be shown, whichever it is.
  if (isOpen(schema)) return { is: 'any', ...(holdsSecret(document, schema) && { secret: true }), ...marks }
  return { ...ownKind(schema, where), ...marks }
}

function referred(document: Document, schema: SpecNode, where: string): Kind {
  const name = schemaReference(schema)
  const target = name === undefined ? undefined : document.schemas[name]
  if (name === undefined || !target) {
    throw new Error(`${where}: \`${schema['$ref']}\` must lead to a schema in the components of this document`)
  }
  if (isDeclared(target)) {
    const nullable = target['nullable'] === true || (Array.isArray(target['enum']) && target['enum'].includes(null))
    return { is: 'ref', name, ...(nullable && { nullable: true }) }
  }
  return kindOf(document, target, where)
}

function ownKind(schema: SpecNode, where: string): Kind {
  if (schema['not']) throw new Error(`${where}: \`not\` is not read: say what a value is, and not what it is not`)
  if (schema['discriminator']) return { is: 'union', schema }
  const type: unknown = schema['type']
  if (type !== undefined && typeof type !== 'string') throw new Error(`${where}: \`type\` must be one word`)
  if (schema['enum'] !== undefined) return readEnum(schema, where)
  if (schema['properties']) {
    return { is: 'object', required: schema['required'] ?? [], properties: schema['properties'] }
  }
  switch (type ?? (schema['items'] ? 'array' : schema['additionalProperties'] ? 'object' : undefined)) {
    case undefined:
      return { is: 'any' }
    case 'object': {
      const values: unknown = schema['additionalProperties']
      return { is: 'map', values: values && typeof values === 'object' ? values : {} }
    }
    case 'array':
      return { is: 'array', items: schema['items'] ?? {} }
    case 'boolean':
      return { is: 'boolean' }
    case 'integer':
      return { is: 'integer', limits: schema }
    case 'number':
      return { is: 'number', limits: schema }
    case 'string':
      checkPattern(schema['pattern'], where)
      return { is: 'string', limits: schema, open: schema['x-extensible-enum'] }
    default:
      throw new Error(`${where}: \`type: ${type}\` is none that OpenAPI 3.0 knows`)
  }
}

function checkPattern(pattern: unknown, where: string): void {
  try {
    if (pattern !== undefined) new RegExp(String(pattern), 'u')
  } catch {
    throw new Error(`${where}: the pattern ${JSON.stringify(pattern)} is none that JavaScript reads: mend or drop it`)
  }
}

function holdsSecret(document: Document, schema: SpecNode): boolean {
  const names = new Set<string>()
  const search = (node: unknown): boolean => {
    let found = false
    const references: string[] = []
    walk(node, (inner) => {
      if (inner['x-secret'] === true) found = true
      const name = schemaReference(inner)
      if (name !== undefined && !names.has(name)) references.push(name)
    })
    for (const name of references) names.add(name)
    return found || references.some((name) => search(document.schemas[name]))
  }
  return search(schema)
}
