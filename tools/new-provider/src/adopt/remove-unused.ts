import { type SpecNode, walk } from '../../../generator/src/check-names.ts'

/** Leaves out schemas that nothing leads to, those that only refer to one another too. */
export function removeUnused(document: SpecNode): void {
  const schemas: SpecNode = document['components']?.schemas ?? {}
  const reached = reachedFrom(document, document['paths'])
  for (const name of Object.keys(schemas)) if (!reached.has(name)) delete schemas[name]
}

/** The names of the schemas that a part of the document leads to. */
export function reachedFrom(document: SpecNode, part: unknown): Set<string> {
  const reached = new Set<string>()
  const follow = (value: unknown): void => {
    walk(value, ({ $ref: reference, discriminator }) => {
      for (const target of [reference, ...Object.values<unknown>(discriminator?.mapping ?? {})]) {
        const name = /^#\/components\/schemas\/(.+)$/.exec(String(target))?.[1]
        if (name === undefined || reached.has(name)) continue
        reached.add(name)
        follow(document['components']?.schemas?.[name])
      }
    })
  }
  follow(part)
  return reached
}
