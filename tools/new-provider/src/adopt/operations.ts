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
      .filter((method) => item?.[method])
      .map((method) => ({
        id: String(item[method]['operationId'] ?? ''),
        method,
        path,
        item,
        operation: item[method],
      })),
  )
}

export function pointerOf({ path, method }: Pick<SpecOperation, 'path' | 'method'>): string[] {
  return ['paths', path, method]
}

/** What a `$ref` within the document leads to, or the node itself where it is none. */
export function resolveNode(document: SpecNode, node: SpecNode): SpecNode {
  const seen = new Set<SpecNode>()
  let target = node
  while (typeof target?.['$ref'] === 'string') {
    if (seen.has(target)) throw new Error(`\`${target['$ref']}\` refers to itself`)
    seen.add(target)
    target = follow(document, target['$ref'])
  }
  return target
}

/** As {@link resolveNode}, for a look at parts that may not be needed: what leads nowhere holds nothing. */
export function lookAt(document: SpecNode, node: SpecNode): SpecNode {
  try {
    return resolveNode(document, node) ?? {}
  } catch {
    return {}
  }
}

function follow(document: SpecNode, reference: string): SpecNode {
  if (!reference.startsWith('#')) {
    throw new Error(`\`${reference}\` is on the network: put a copy beside the document, and refer to the copy`)
  }
  let target: SpecNode | undefined = document
  for (const part of pointerTo(reference)) target = target?.[part]
  if (!target) throw new Error(`\`${reference}\` leads nowhere: mend or remove it`)
  return target
}

/** The parts of a reference within the document. */
export function pointerTo(reference: string): string[] {
  return reference
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decode(part).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Names with a bare % are written by tools that do not escape. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
