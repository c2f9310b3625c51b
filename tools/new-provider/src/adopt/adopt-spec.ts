import type { SpecNode } from '../../../generator/src/check-names.ts'
import { toCamelCase } from '../names.ts'
import { adoptOperation, nameOperations } from './adopt-operation.ts'
import { adoptSchemas } from './adopt-schemas.ts'
import { adoptSecurity } from './adopt-security.ts'
import { describeAll } from './describe.ts'
import { markSecrets } from './mark-secrets.ts'
import { listOperations } from './operations.ts'
import { removeUnused } from './remove-unused.ts'
import { renameSchemas } from './rename-schemas.ts'

export interface Adopted {
  readonly document: SpecNode
  /** What was changed, one sentence each. */
  readonly changes: readonly string[]
}

/**
 * Brings a document into the form that our rules for specs ask for, where that needs no knowledge of the provider.
 * What is left is told by the linter. The given document is not changed.
 *
 * @param only - The operations to keep. Without it all are kept.
 */
export function adoptSpec(source: SpecNode, only?: readonly string[]): Adopted {
  const document: SpecNode = structuredClone(source)
  const changes = new Set<string>()
  const note = (change: string): void => {
    changes.add(change)
  }
  const renamed = nameOperations(document)
  if (only) keepOnly(document, only, note)
  for (const operation of listOperations(document)) {
    const name = renamed.get(operation.operation)
    if (name) note(name)
    adoptOperation(document, operation, note)
  }
  adoptSecurity(document, note)
  nameTags(document, note)
  removeUnused(document, note)
  renameSchemas(document, note)
  adoptSchemas(document, note)
  markSecrets(document, note)
  removeUnused(document, note)
  describeAll(document, note)
  return { document, changes: [...changes] }
}

function keepOnly(document: SpecNode, only: readonly string[], note: (change: string) => void): void {
  const operations = listOperations(document)
  const known = operations.map(({ id }) => id)
  const wanted = only.map(toCamelCase)
  const unknown = wanted.filter((id) => !known.includes(id))
  if (unknown.length > 0)
    throw new Error(`The document has no operation ${unknown.join(', ')}. It has ${known.join(', ')}`)
  for (const { id, item, method } of operations) {
    if (wanted.includes(id)) continue
    delete item[method]
    note('left out the operations that `--only` does not name')
  }
  for (const [path, item] of Object.entries<SpecNode>(document['paths'])) {
    if (listOperations({ paths: { [path]: item } }).length === 0) delete document['paths'][path]
  }
}

function nameTags(document: SpecNode, note: (change: string) => void): void {
  const used = new Set(listOperations(document).map(({ operation }) => String(operation['tags'][0])))
  const given: SpecNode[] = document['tags'] ?? []
  document['tags'] = [...used].map((name) => {
    const tag = given.find((item) => item['name'] === name)
    if (tag?.['description']) return tag
    note(`described the tag \`${name}\``)
    return { name, description: `Operations about ${name}.` }
  })
  if (given.length > document['tags'].length) note('left out tags that no operation has')
}
