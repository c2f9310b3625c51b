import type { SpecNode } from '../../../generator/src/check-names.ts'
import { lookAt } from '../adopt/operations.ts'

/** The names of everything that an operation sends: parameters, and members of the body however deep they are. */
export function sentMembers(document: SpecNode, operation: SpecNode): string[] {
  const names = new Set<string>()
  for (const node of operation['parameters'] ?? []) names.add(String(lookAt(document, node)['name']))
  const body = operation['requestBody'] && lookAt(document, operation['requestBody'])
  for (const media of Object.values<SpecNode>(body?.content ?? {})) look(media['schema'], new Set())
  return [...names]

  function look(node: SpecNode | undefined, seen: ReadonlySet<SpecNode>): void {
    if (typeof node !== 'object' || node === null || seen.size > 8) return
    const target = lookAt(document, node)
    if (seen.has(target)) return
    const within = new Set([...seen, target])
    for (const [name, member] of Object.entries<SpecNode>(target['properties'] ?? {})) {
      names.add(name)
      look(member, within)
    }
    for (const part of ['allOf', 'oneOf', 'anyOf'].flatMap((key) => target[key] ?? [])) look(part, within)
  }
}
