import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'

/** An object of a parsed document. What is expected of it is asked for where it is read. */
export type Node = Readonly<Record<string, unknown>>

export interface Operation {
  readonly id: string
  /** Method and path, as they are sent. */
  readonly address: string
  readonly node: Node
  readonly parameters: readonly Node[]
  readonly security: readonly Node[]
  /** The server of its own, or of its path. `undefined`: that of the document. */
  readonly server: Node | undefined
}

export interface Spec {
  readonly document: Node
  readonly operations: ReadonlyMap<string, Operation>
  readonly schemas: ReadonlyMap<string, Node>
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']
const documentation = new Set('description summary title example examples externalDocs tags info links'.split(' '))
// All others are for tools that know them. They say nothing to ours.
const extensions = new Set('x-secret x-lenient x-extensible-enum'.split(' '))
// Below these, keys are names that the provider chose: one of them may be `description`, or `x-api-key`.
const namesBelow = new Set('properties mapping encoding headers schemas securitySchemes variables'.split(' '))

/** Reads a spec in YAML or JSON. JSON is YAML too, and is read a hundred times faster as what it is. */
export function readSpec(text: string): Spec {
  return specOf(nodeOf(text.startsWith('{') ? JSON.parse(text) : parse(text)))
}

export function specOf(document: Node): Spec {
  const operations = new Map<string, Operation>()
  for (const [path, item] of entriesOf(document['paths'])) {
    for (const method of methods) {
      if (!item[method]) continue
      const node = nodeOf(item[method])
      const address = `${method.toUpperCase()} ${path}`
      const id = typeof node['operationId'] === 'string' ? node['operationId'] : address
      const parameters = [...listOf(item['parameters']), ...listOf(node['parameters'])].map((it) =>
        follow(document, it),
      )
      const security = listOf(node['security'] ?? document['security'])
      const [server] = listOf(node['servers'] ?? item['servers'])
      operations.set(id, { id, address, node, parameters, security, server })
    }
  }
  return { document, operations, schemas: new Map(entriesOf(nodeOf(document['components'])['schemas'])) }
}

export function nodeOf(value: unknown): Node {
  return isNode(value) ? value : {}
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isMarked(schema: Node, mark: string): boolean {
  return schema[mark] === true
}

export function listOf(value: unknown): readonly Node[] {
  return Array.isArray(value) ? value.map(nodeOf) : []
}

export function entriesOf(value: unknown): Array<[string, Node]> {
  return Object.entries(nodeOf(value)).map(([name, item]) => [name, nodeOf(item)])
}

export function follow(document: Node, node: Node): Node {
  const pointer = node['$ref']
  if (typeof pointer !== 'string') return node
  return pointer
    .replace('#/', '')
    .split('/')
    .reduce<Node>((at, key) => nodeOf(at[key]), document)
}

/** The name of the schema that a value points to, also through the `allOf` of a nullable one. */
export function referenceOf(schema: Node): string | undefined {
  const [only] = listOf(schema['allOf'])
  const pointer = schema['$ref'] ?? only?.['$ref']
  return typeof pointer === 'string' ? pointer.split('/').at(-1) : undefined
}

/** A copy without what only people read, so that what is left decides how the client behaves. */
export function withoutDocumentation(value: unknown): unknown {
  return without(value, (key) => documentation.has(key) || isForeign(key))
}

/** A copy without the extensions that nothing here reads. */
export function withoutExtensions(value: unknown): unknown {
  return without(value, isForeign)
}

function isForeign(key: string): boolean {
  return key.startsWith('x-') && !extensions.has(key)
}

function without(value: unknown, leftOut: (key: string) => boolean, names = false): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, leftOut))
  if (!isNode(value)) return value
  const kept = Object.entries(value).filter(([key]) => names || !leftOut(key))
  return Object.fromEntries(kept.map(([key, item]) => [key, without(item, leftOut, !names && namesBelow.has(key))]))
}

/** Whether two parts of documents say the same to the generator. */
export function sameMeaning(left: unknown, right: unknown): boolean {
  return isDeepStrictEqual(withoutDocumentation(left), withoutDocumentation(right))
}
