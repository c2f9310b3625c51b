import type { SpecNode } from '../check-names.ts'
import { referencesIn } from './directions.ts'
import { isDeclared, isOpen } from './kinds.ts'

/** Refuses schemas that are written where they are used, and would never end there. */
export function checkCycles(schemas: Readonly<Record<string, SpecNode>>, file: string): void {
  const visit = (name: string, trail: readonly string[]): void => {
    const schema = schemas[name]
    if (!schema || isDeclared(schema) || isOpen(schema)) return
    if (trail.includes(name)) {
      throw new Error(`${file}: the schema \`${name}\` holds itself with no named object between: put one there`)
    }
    for (const reference of new Set(referencesIn(schema))) visit(reference, [...trail, name])
  }
  for (const name of Object.keys(schemas)) visit(name, [])
}
