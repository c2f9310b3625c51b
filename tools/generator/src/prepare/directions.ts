import type { SpecNode } from '../check-names.ts'
import { walk } from '../check-names.ts'
import { type Direction, listOperations, resolve, schemaReference } from './document.ts'

/** Which schemas are sent, which are received, and which of them differ by that. */
export interface Directions {
  /** In which directions a schema is declared. One that is used in neither is declared as received. */
  of(schema: string): readonly Direction[]
  /** Whether some member of a schema, however deep, is read-only: core has to leave it out of what is sent. */
  holdsReadOnly(schema: SpecNode): boolean
}

export function findDirections(root: SpecNode, file: string): Directions {
  const schemas: Record<string, SpecNode> = root['components']?.schemas ?? {}
  const sent = new Set<string>()
  const received = new Set<string>()
  for (const { item, operation, where } of listOperations(root, file)) {
    const body = operation['requestBody'] ? resolve(root, operation['requestBody'], where) : undefined
    reach(body?.['content'], sent)
    for (const parameter of [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])]) {
      reach(resolve(root, parameter, where), sent)
    }
    for (const response of Object.values<SpecNode>(operation['responses'] ?? {})) {
      reach(resolve(root, response, where), received)
    }
  }
  const known = new Map<string, readonly Direction[]>()
  for (const [name, schema] of Object.entries(schemas)) {
    const both = sent.has(name) && received.has(name)
    if (both && holds(schema, ['readOnly', 'writeOnly'])) known.set(name, ['response', 'request'])
    else known.set(name, [sent.has(name) && !both ? 'request' : 'response'])
  }
  return {
    of: (schema) => known.get(schema) ?? ['response'],
    holdsReadOnly: (schema) => holds(schema, ['readOnly']),
  }

  function reach(node: unknown, names: Set<string>): void {
    for (const name of referencesIn(node)) {
      if (names.has(name)) continue
      names.add(name)
      reach(schemas[name], names)
    }
  }

  function holds(schema: SpecNode | undefined, marks: readonly string[]): boolean {
    const names = new Set<string>()
    reach(schema, names)
    let found = false
    for (const node of [schema, ...[...names].map((name) => schemas[name])]) {
      walk(node, (inner) => {
        if (marks.some((mark) => inner[mark] === true)) found = true
      })
    }
    return found
  }
}

export function referencesIn(node: unknown): string[] {
  const names: string[] = []
  walk(node, (inner) => {
    const name = schemaReference(inner)
    if (name !== undefined) names.push(name)
  })
  return names
}
