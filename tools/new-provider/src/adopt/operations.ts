import type { SpecNode } from '../../../generator/src/check-names.ts'

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options']

export interface SpecOperation {
  readonly id: string
  readonly method: string
  readonly path: string
  /** The path's object, which has the operation under its method. */
  readonly item: SpecNode
  readonly operation: SpecNode
}

export function listOperations(document: SpecNode): SpecOperation[] {
  return Object.entries<SpecNode>(document['paths'] ?? {}).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => ({
        id: String(item[method]['operationId'] ?? ''),
        method,
        path,
        item,
        operation: item[method],
      })),
  )
}

/** What a `$ref` within the document leads to, or the node itself where it is none. */
export function resolveNode(document: SpecNode, node: SpecNode): SpecNode {
  const reference: unknown = node['$ref']
  if (typeof reference !== 'string') return node
  if (!reference.startsWith('#/')) {
    throw new Error(`\`${reference}\` is in another file: bundle the document into one first (\`redocly bundle\`)`)
  }
  let target: SpecNode | undefined = document
  for (const part of reference.slice(2).split('/')) {
    target = target?.[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  if (!target) throw new Error(`\`${reference}\` leads nowhere`)
  return resolveNode(document, target)
}
