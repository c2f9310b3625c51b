import { entriesOf, isNode, type Node, nodeOf, type Spec } from './openapi.ts'

/** Where a schema is used: what callers send, what they read, or what they read when something failed. */
export type Use = 'request' | 'success' | 'error'

/** A value in a spec: its name as a user writes it, `TokenResponse.scope`, and what it is used for. */
export interface Place {
  readonly place: string
  readonly uses: ReadonlySet<Use>
}

/** The uses of every schema, also of those that are reached through others. */
export function usesOf(spec: Spec): ReadonlyMap<string, ReadonlySet<Use>> {
  const uses = new Map<string, Set<Use>>()
  const visit = (value: unknown, use: Use): void => {
    if (Array.isArray(value)) for (const item of value) visit(item, use)
    if (!isNode(value)) return
    const pointer = value['$ref']
    const name = typeof pointer === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(pointer)?.[1] : undefined
    if (name !== undefined) {
      const known = uses.get(name) ?? new Set()
      uses.set(name, known)
      if (known.has(use)) return
      known.add(use)
      visit(spec.schemas.get(name), use)
    }
    for (const [key, item] of Object.entries(value)) if (key !== 'example' && key !== 'examples') visit(item, use)
  }
  for (const { node, parameters } of spec.operations.values()) {
    visit([node['requestBody'], ...parameters], 'request')
    for (const [status, response] of entriesOf(node['responses'])) visit(bodyOf(response), useOf(status))
  }
  return uses
}

export function useOf(status: string): 'success' | 'error' {
  return status.startsWith('2') ? 'success' : 'error'
}

/** The schema of a body, and how it and its fields are written. */
export function bodyOf(
  holder: Node,
): { readonly type: string; readonly schema: Node; readonly encoding: Node } | undefined {
  const [content] = entriesOf(holder['content'])
  if (!content) return undefined
  const [type, media] = content
  return { type, schema: nodeOf(media['schema']), encoding: nodeOf(media['encoding']) }
}
