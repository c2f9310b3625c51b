import type { SpecNode } from '../check-names.ts'
import type { Kind } from './kind.ts'

/** Enumerated values as the document has them: not by names made of them, which may lose signs and meet. */
export function readEnum(schema: SpecNode, where: string): Kind {
  const given: unknown = schema['enum']
  if (!Array.isArray(given) || given.length === 0) throw new Error(`${where}: \`enum\` must list at least one value`)
  const type: string | undefined = schema['type']
  for (const value of given) {
    if (value !== null && typeof value === 'object') {
      throw new Error(`${where}: \`enum\` may list texts, numbers, booleans and null, and not ${JSON.stringify(value)}`)
    }
    if (value !== null && type !== undefined && !fits(type, value)) {
      const hint = type === 'string' ? ': put quotes around it' : ''
      throw new Error(`${where}: \`enum\` lists ${JSON.stringify(value)}, which is no ${type}${hint}`)
    }
  }
  const values = [...new Set(given.filter((value) => value !== null))]
  return { is: 'enum', type: typeOf(values, type), values, ...(given.includes(null) && { nullable: true }) }
}

function fits(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isSafeInteger(value)
  return typeof value === type
}

/** The shape that holds such values. `any`: they are of several types. */
function typeOf(values: readonly unknown[], type: string | undefined): string {
  if (values.length === 0 || values.some((value) => typeof value === 'boolean')) return 'any'
  const types = new Set(values.map((value) => typeof value))
  if (types.size > 1) return 'any'
  return type === 'integer' ? 'integer' : types.has('string') ? 'string' : 'number'
}
