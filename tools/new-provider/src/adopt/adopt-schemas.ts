import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { toPascalCase } from '../names.ts'
import { listOperations, resolveNode } from './operations.ts'

type Note = (change: string) => void

const prefix = '#/components/schemas/'
// Words that say nothing about what is sent, or ask for more than generated code checks.
const dropped = (
  'title default deprecated readOnly writeOnly xml externalDocs multipleOf minItems maxItems uniqueItems ' +
  'minProperties maxProperties exclusiveMinimum exclusiveMaximum'
).split(' ')

/** Names every object, merges what is put together by `allOf`, and leaves out what generated code does not check. */
export function adoptSchemas(document: SpecNode, note: Note): void {
  const schemas: SpecNode = document['components']?.schemas ?? {}
  document['components'] = { ...document['components'], schemas }
  for (const { operation } of listOperations(document)) {
    const id = toPascalCase(operation['operationId'])
    for (const media of Object.values<SpecNode>(operation['requestBody']?.content ?? {})) nameBody(media, `${id}Body`)
    for (const [status, response] of Object.entries<SpecNode>(operation['responses'] ?? {})) {
      for (const media of Object.values<SpecNode>(response['content'] ?? {})) nameBody(media, `${id}${status}`)
    }
  }
  for (const name of Object.keys(schemas)) adopt(schemas[name], name)

  function nameBody(media: SpecNode, name: string): void {
    const schema: SpecNode | undefined = media['schema']
    if (schema?.['type'] === 'array') nameInline(schema, 'items', `${name}Item`)
    else if (schema) nameInline(media, 'schema', name)
  }

  /** Moves a schema that stands in place to the components. */
  function nameInline(holder: SpecNode, key: string, name: string): void {
    const schema: SpecNode = holder[key]
    if (schema['$ref']) return
    let free = name
    for (let count = 2; schemas[free]; count += 1) free = `${name}${count}`
    schemas[free] = schema
    holder[key] = { $ref: `${prefix}${free}` }
    note(`named the schema \`${free}\``)
    adopt(schema, free)
  }

  function adopt(schema: SpecNode, name: string): void {
    if (schema['$ref']) return
    mergeParts(schema, name)
    for (const keyword of dropped) {
      if (!(keyword in schema)) continue
      if (keyword === 'default' && schema['default'] !== '') schema['example'] ??= schema['default']
      delete schema[keyword]
      note(`left out \`${keyword}\`, which generated code does not check`)
    }
    for (const [property, member] of Object.entries<SpecNode>(schema['properties'] ?? {})) {
      adoptMember(schema['properties'], property, member, `${name}${toPascalCase(property)}`)
    }
    for (const key of ['items', 'additionalProperties']) {
      if (schema[key] && typeof schema[key] === 'object') adoptMember(schema, key, schema[key], `${name}Item`)
    }
  }

  function adoptMember(holder: SpecNode, key: string, member: SpecNode, name: string): void {
    if (member['properties'] || member['oneOf']) nameInline(holder, key, name)
    else {
      adopt(member, name)
      if (holder[key]['properties']) nameInline(holder, key, name)
    }
  }

  /** An object that is put together from others is written in one place. */
  function mergeParts(schema: SpecNode, name: string): void {
    const parts: SpecNode[] | undefined = schema['allOf']
    if (!Array.isArray(parts) || (parts.length === 1 && schema['nullable'] === true)) return
    const whole = parts.map((part) => structuredClone(resolveNode(document, part)))
    for (const part of whole) mergeParts(part, name)
    if (!whole.every((part) => part['properties'] && !part['oneOf'] && !part['anyOf'])) return
    const all = [...whole, schema]
    delete schema['allOf']
    Object.assign(schema, {
      type: 'object',
      ...(all.some((part) => part['required']) && {
        required: [...new Set(all.flatMap((part) => part['required'] ?? []))],
      }),
      properties: Object.assign({}, ...all.map((part) => part['properties'] ?? {})),
    })
    note(`wrote the parts of \`${name}\` (\`allOf\`) in one place`)
  }
}

/** Every schema of a scalar that is a member of an object. */
export function eachScalarMember(
  document: SpecNode,
  visit: (name: string, schema: SpecNode, siblings: readonly string[]) => void,
): void {
  walk(document['components']?.schemas, (node) => {
    if (!node['properties']) return
    for (const [name, schema] of Object.entries<SpecNode>(node['properties'])) {
      if (['string', 'number', 'integer', 'boolean'].includes(schema['type']))
        visit(name, schema, Object.keys(node['properties']))
    }
  })
}
