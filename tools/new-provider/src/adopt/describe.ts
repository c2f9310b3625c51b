import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { listOperations } from './operations.ts'

type Note = (change: string) => void

/** Gives every parameter, schema and member words of its own: they become the documentation of generated types. */
export function describeAll(document: SpecNode, note: Note): void {
  const describe = (node: SpecNode, name: string, words: string): void => {
    if (node['description']) return
    node['description'] = words
    note(`described \`${name}\`: say what it means, with its unit and its source`)
  }
  walk(document, (node) => {
    if (typeof node['in'] !== 'string' || typeof node['name'] !== 'string' || node['type'] === 'apiKey') return
    describe(node, node['name'], `The ${node['in']} parameter \`${node['name']}\`.`)
  })
  const uses = usesOf(document)
  for (const [name, schema] of Object.entries<SpecNode>(document['components']?.schemas ?? {})) {
    describe(schema, name, uses.get(`#/components/schemas/${name}`) ?? `The object \`${name}\`.`)
    for (const [property, member] of Object.entries<SpecNode>(schema['properties'] ?? {})) {
      if (!member['$ref']) describe(member, property, `The member \`${property}\`.`)
    }
  }
}

/** What the schemas of bodies are for, in words. */
function usesOf(document: SpecNode): Map<string, string> {
  const uses = new Map<string, string>()
  const add = (holder: SpecNode | undefined, words: string): void => {
    for (const { schema } of Object.values<SpecNode>(holder?.['content'] ?? {})) {
      if (schema?.['$ref'] && !uses.has(schema['$ref'])) uses.set(schema['$ref'], words)
    }
  }
  for (const { id, operation } of listOperations(document)) {
    add(operation['requestBody'], `What \`${id}\` sends.`)
    for (const [status, response] of Object.entries<SpecNode>(operation['responses'] ?? {})) {
      add(response, `The answer ${status} to \`${id}\`.`)
    }
  }
  return uses
}
