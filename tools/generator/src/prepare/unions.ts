import type { SpecNode } from '../check-names.ts'
import { type Direction, type Document, schemaReference } from './document.ts'
import { literal, unionOf } from './literal.ts'

interface Variant {
  /** What the discriminator says for it. */
  readonly values: readonly string[]
  /** The name of its schema, and of its type. */
  readonly name: string
  readonly type: string
}

/** The variants of a `oneOf`: by the mapping, and by the names of those that it leaves out, as OpenAPI has it. */
export function readUnion(document: Document, schema: SpecNode, direction: Direction, where: string): Variant[] {
  const on: unknown = schema['discriminator']?.propertyName
  const parts: SpecNode[] | undefined = schema['oneOf']
  if (!parts) {
    throw new Error(`${where}: a \`discriminator\` needs a \`oneOf\` beside it, which lists what it tells apart`)
  }
  if (typeof on !== 'string') {
    throw new Error(`${where}: a \`discriminator\` needs a \`propertyName\`, which says what a value is`)
  }
  const mapping = Object.entries<unknown>(schema['discriminator'].mapping ?? {}).map(([value, target]) => {
    const name = schemaReference({ $ref: target }) ?? String(target)
    if (!parts.some((part) => schemaReference(part) === name)) {
      throw new Error(
        `${where}: the mapping of ${JSON.stringify(value)} leads to \`${target}\`, which \`oneOf\` does not list`,
      )
    }
    return [value, name] as const
  })
  const variants = parts.map((part) => {
    const name = schemaReference(part)
    const target = name === undefined ? undefined : document.schemas[name]
    if (name === undefined || !(target?.['properties'] || target?.['discriminator'])) {
      throw new Error(`${where}: every part of a \`oneOf\` must be a $ref to an object in the components`)
    }
    const mapped = mapping.filter(([, mappedTo]) => mappedTo === name).map(([value]) => value)
    const values = mapped.length > 0 ? mapped : [name]
    if (values.includes('__proto__')) throw new Error(`${where}: no variant can be called \`__proto__\``)
    const typeName = document.typeName(name, direction)
    return { values, name: typeName, type: narrow(target, on, values, typeName) }
  })
  // Whatever order they are listed in, the client is the same.
  return variants.sort((a, b) => ((a.values[0] ?? '') < (b.values[0] ?? '') ? -1 : 1))
}

/** A variant that does not say itself what its discriminator is gets it said, so that types tell variants apart. */
function narrow(target: SpecNode, on: string, values: readonly string[], typeName: string): string {
  if (!target['properties']) return typeName
  const own: unknown = target['properties'][on]?.['enum']
  const says = Array.isArray(own) && own.length > 0 && own.every((value) => values.includes(value))
  if (says && target['required']?.includes(on)) return typeName
  return `(${typeName} & { readonly ${literal(on)}: ${unionOf(values.map(literal))} })`
}
