import type { SpecNode } from '../../../generator/src/check-names.ts'
import type { Adoption } from './adoption.ts'
import { resolveNode } from './operations.ts'

/** Writes path items that are references in place, and leaves out what is no path. A fragment is never sent. */
export function readPathItems(document: SpecNode, note: Adoption['note']): void {
  for (const [path, item] of Object.entries<SpecNode>(document['paths'] ?? {})) {
    const [bare = ''] = path.split('#')
    if (bare !== path) {
      document['paths'][bare] ??= item
      delete document['paths'][path]
      note(`took ${path} for ${bare}: what is after a # is not sent`)
    } else if (!path.startsWith('/') || typeof item !== 'object' || item === null) delete document['paths'][path]
    else if (item['$ref']) {
      const { $ref: _, ...own } = item
      document['paths'][path] = structuredClone({ ...resolveNode(document, item), ...own })
      note('wrote paths in place that were a $ref')
    }
  }
}
