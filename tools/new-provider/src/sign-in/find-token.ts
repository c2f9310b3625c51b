import type { SpecNode } from '../../../generator/src/check-names.ts'
import { lookAt } from '../adopt/operations.ts'
import { toSnakeCase } from '../adopt/words.ts'

/** Where an answer holds a token. */
export interface TokenPlace {
  /** The members that lead to it. `[]` is the first item of a list. */
  readonly path: readonly string[]
  readonly schema: SpecNode
  /** How much the names speak for a token: 60 for `access_token`. */
  readonly strength: number
}

const names: readonly (readonly [RegExp, number])[] = [
  [/^access_token$/, 60],
  [
    /^(jwt|token|id_token|(auth|authentication|authorization|session|bearer|jwt|user|login|oauth)_token|access_jwt|authtoken|accesstoken)$/,
    50,
  ],
  [/^(session_id|sessionid|sid|session_key|ticket|access_token_value|token_value)$/, 35],
]
const holders = /^(token|secret|session|access|access_token|auth|credentials?)$/

/** The member that most probably is the token of a success, however deep it is. */
export function findToken(document: SpecNode, schema: SpecNode | undefined): TokenPlace | undefined {
  const places: TokenPlace[] = []
  look(schema, [], new Set())
  return places.sort((a, b) => b.strength - a.strength)[0]

  function look(node: SpecNode | undefined, path: readonly string[], seen: ReadonlySet<SpecNode>): void {
    if (!node || path.length > 5) return
    const target = lookAt(document, node)
    if (typeof target !== 'object' || target === null || seen.has(target)) return
    const within = new Set([...seen, target])
    for (const [name, member] of Object.entries<SpecNode>(target['properties'] ?? {})) {
      const reached = [...path, name]
      const value = typeof member === 'object' && member !== null ? lookAt(document, member) : {}
      const strength = strengthOf(reached)
      if (strength > 0 && isText(value))
        places.push({ path: reached, schema: value, strength: strength - 4 * path.length })
      else look(value, reached, within)
    }
    for (const part of ['allOf', 'oneOf', 'anyOf'].flatMap((key) => target[key] ?? [])) look(part, path, within)
    if (target['items']) look(target['items'], [...path, '[]'], within)
  }
}

function strengthOf(path: readonly string[]): number {
  const [holder = '', name = ''] = ['', ...path].slice(-2).map(toSnakeCase)
  const [, strength] = names.find(([pattern]) => pattern.test(name)) ?? []
  if (strength !== undefined) return strength
  return /^(value|token|key|secret)$/.test(name) && holders.test(holder) ? 40 : 0
}

function isText({ type, properties, items, allOf, oneOf, anyOf }: SpecNode): boolean {
  if (properties || items || allOf || oneOf || anyOf) return false
  return type === undefined || [type].flat().includes('string')
}
