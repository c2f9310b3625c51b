import type { SpecNode } from '../check-names.ts'

/** Which way a value travels: members may be for one of the two only. */
export type Direction = 'request' | 'response'

/** A document while its client is written. */
export interface Document {
  readonly root: SpecNode
  /** The schemas of its components, by the names they have there. */
  readonly schemas: Readonly<Record<string, SpecNode>>
  /** The name of a schema's type, in one direction. */
  typeName(schema: string, direction: Direction): string
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const

/** Every operation of a document, with the path it stands under, and words that say where it is. */
export function listOperations(
  root: SpecNode,
  file: string,
): { method: string; path: string; item: SpecNode; operation: SpecNode; where: string }[] {
  return Object.entries<SpecNode>(root['paths'] ?? {}).flatMap(([path, given]) => {
    const item = resolve(root, given, `${file}: ${path}`)
    if (item['trace']) throw new Error(`${file}: TRACE ${path}: fetch cannot send TRACE: leave the operation out`)
    return methods.flatMap((method) => {
      const where = `${file}: ${method.toUpperCase()} ${path}`
      return item[method] ? [{ method, path, item, operation: item[method], where }] : []
    })
  })
}

/** What a `$ref` leads to, or the node itself where it is none. */
export function resolve(root: SpecNode, node: SpecNode, where: string, trail: readonly string[] = []): SpecNode {
  const reference: unknown = node?.['$ref']
  if (reference === undefined) return node
  if (typeof reference !== 'string' || !reference.startsWith('#/')) {
    throw new Error(`${where}: \`${reference}\` is in another file: bundle the document into one first`)
  }
  if (trail.includes(reference)) throw new Error(`${where}: \`${reference}\` refers to itself`)
  let target: SpecNode | undefined = root
  for (const part of reference.slice(2).split('/')) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    target = target && Object.hasOwn(target, name) ? target[name] : undefined
  }
  if (!target) throw new Error(`${where}: \`${reference}\` leads nowhere`)
  return resolve(root, target, where, [...trail, reference])
}

/** The name in `#/components/schemas/Name`. */
export function schemaReference(node: SpecNode | undefined): string | undefined {
  return /^#\/components\/schemas\/([^/]+)$/.exec(node?.['$ref'] ?? '')?.[1]
}
