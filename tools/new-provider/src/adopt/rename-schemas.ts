import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { toPascalCase } from '../names.ts'

const prefix = '#/components/schemas/'

/** Gives schemas names that types can have, wherever they are referred to. */
export function renameSchemas(document: SpecNode, note: (change: string) => void): void {
  const schemas: SpecNode = document['components']?.schemas ?? {}
  const renamed = new Map<string, string>()
  for (const name of Object.keys(schemas)) {
    if (/^[A-Z][A-Za-z0-9]*$/.test(name)) continue
    let free = toPascalCase(name).replace(/^\d/, 'Schema$&')
    for (let count = 2; schemas[free]; count += 1) free = `${toPascalCase(name)}${count}`
    schemas[free] = schemas[name]
    delete schemas[name]
    renamed.set(`${prefix}${name}`, `${prefix}${free}`)
    note(`renamed the schema \`${name}\` to \`${free}\``)
  }
  walk(document, (node) => {
    if (typeof node['$ref'] === 'string') node['$ref'] = renamed.get(node['$ref']) ?? node['$ref']
    for (const [value, target] of Object.entries<unknown>(node['propertyName'] ? (node['mapping'] ?? {}) : {})) {
      const reference = String(target).startsWith('#') ? String(target) : `${prefix}${target}`
      node['mapping'][value] = renamed.get(reference) ?? target
    }
  })
}
