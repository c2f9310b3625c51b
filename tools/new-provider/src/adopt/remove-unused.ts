import { type SpecNode, walk } from '../../../generator/src/check-names.ts'

/** Leaves out schemas that nothing leads to, those that only refer to one another too. */
export function removeUnused(document: SpecNode): void {
  const schemas: SpecNode = document['components']?.schemas ?? {}
  const reached = new Set<string>()
  const follow = (value: unknown): void => {
    walk(value, (node) => {
      const targets = [
        node['$ref'],
        ...(node['discriminator'] ? Object.values<unknown>(node['discriminator'].mapping ?? {}) : []),
      ]
      for (const target of targets) {
        const name = /^#\/components\/schemas\/(.+)$/.exec(String(target))?.[1]
        if (name === undefined || reached.has(name)) continue
        reached.add(name)
        follow(schemas[name])
      }
    })
  }
  follow(document['paths'])
  for (const name of Object.keys(schemas)) if (!reached.has(name)) delete schemas[name]
}
