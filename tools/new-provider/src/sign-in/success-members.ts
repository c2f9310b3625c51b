import type { SpecNode } from '../../../generator/src/check-names.ts'
import { resolveNode } from '../adopt/operations.ts'

/** A scalar in a success. */
export interface SuccessMember {
  /** The members that lead to it; `[]` is the first item of a list. */
  readonly path: readonly string[]
  readonly schema: SpecNode
  /** Whether it is always there, and never null. */
  readonly certain: boolean
}

/** Every scalar of a success that code can read without knowing a variant, those at the top first. */
export function listScalars(document: SpecNode, success: SpecNode): SuccessMember[] {
  const found: SuccessMember[] = []
  look(success, [], true, new Set())
  return found.sort((a, b) => a.path.length - b.path.length)

  function look(node: SpecNode, path: readonly string[], certain: boolean, within: ReadonlySet<SpecNode>): void {
    const whole = resolveNode(document, node['allOf']?.[0] ?? node)
    const sure = certain && node['nullable'] !== true
    if (within.has(whole) || path.length > 6 || whole['oneOf']) return
    if (path.length === 0 && isScalar(whole)) found.push({ path, schema: whole, certain: sure })
    const inner = new Set([...within, whole])
    if (whole['items']) look(whole['items'], [...path, '[]'], false, inner)
    const required: string[] = whole['required'] ?? []
    for (const [name, member] of Object.entries<SpecNode>(whole['properties'] ?? {})) {
      const isSure = sure && required.includes(name)
      if (['string', 'integer', 'number', 'boolean'].includes(member['type'])) {
        found.push({ path: [...path, name], schema: member, certain: isSure && member['nullable'] !== true })
      } else look(member, [...path, name], isSure, inner)
    }
  }
}

/** A value that fits an answer's schema, with what is told to be at some places. */
export function exampleBody(document: SpecNode, schema: SpecNode, placed: ReadonlyMap<string, unknown>): unknown {
  return build(schema, [], new Set())

  function build(node: SpecNode, path: readonly string[], within: ReadonlySet<SpecNode>): unknown {
    const said = placed.get(path.join('/'))
    if (said !== undefined) return said
    const whole = resolveNode(document, node['allOf']?.[0] ?? node)
    if (within.has(whole)) return undefined
    const inner = new Set([...within, whole])
    if (whole['oneOf']) return variant(whole, path, inner)
    if (whole['type'] === 'array') {
      const item = leadsOn(path) || path.length === 0 ? build(whole['items'], [...path, '[]'], inner) : undefined
      return item === undefined ? [] : [item]
    }
    if (!whole['properties'])
      return whole['type'] === 'object' ? {} : (whole['example'] ?? (whole['type'] ? undefined : 'example'))
    const required: string[] = whole['required'] ?? []
    const members = Object.entries<SpecNode>(whole['properties']).flatMap(([name, member]) => {
      const reached = [...path, name]
      const isWanted = required.includes(name) || leadsOn(reached) || (path.length === 0 && isScalar(member))
      const value = isWanted ? build(member, reached, inner) : undefined
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(members)
  }

  function variant(whole: SpecNode, path: readonly string[], within: ReadonlySet<SpecNode>): unknown {
    const { propertyName, mapping }: SpecNode = whole['discriminator']
    const [[value, reference] = []] = Object.entries<string>(mapping)
    const body = build({ $ref: reference }, path, within)
    return typeof body === 'object' ? { ...body, [propertyName]: value } : body
  }

  function leadsOn(path: readonly string[]): boolean {
    const start = path.join('/')
    return [...placed.keys()].some((key) => key === start || key.startsWith(`${start}/`))
  }
}

function isScalar({ type }: SpecNode): boolean {
  return ['string', 'integer', 'number', 'boolean'].includes(type)
}
