import { type SpecNode, walk } from '../../../generator/src/check-names.ts'

/** Leaves out components that nothing refers to, until every one is used. */
export function removeUnused(document: SpecNode, note: (change: string) => void): void {
  const components: SpecNode = document['components'] ?? {}
  for (let removed = true; removed; ) {
    removed = false
    const used = new Set<string>()
    walk(document, (node) => {
      if (typeof node['$ref'] === 'string') used.add(node['$ref'])
      for (const target of Object.values<unknown>(node['mapping'] ?? {})) {
        if (typeof target === 'string') used.add(target.startsWith('#') ? target : `#/components/schemas/${target}`)
      }
    })
    for (const [kind, entries] of Object.entries<SpecNode>(components)) {
      if (kind === 'securitySchemes') continue
      for (const name of Object.keys(entries)) {
        if (used.has(`#/components/${kind}/${name}`)) continue
        delete entries[name]
        removed = true
        note('left out components that nothing refers to')
      }
      if (Object.keys(entries).length === 0) delete components[kind]
    }
  }
}
