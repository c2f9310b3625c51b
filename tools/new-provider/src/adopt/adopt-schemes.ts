import type { SpecNode } from '../../../generator/src/check-names.ts'
import type { Adoption } from './adoption.ts'
import { listOperations } from './operations.ts'

/** Tokens of whatever kind are sent as bearer tokens are. */
export function adoptSchemes({ document, note }: Adoption, used: ReadonlySet<string>): void {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  for (const [name, scheme] of Object.entries<SpecNode>(schemes)) {
    if (!used.has(name)) {
      delete schemes[name]
      note('left out security schemes that nothing uses')
      continue
    }
    const { type, description, scheme: kind, in: location, name: header } = scheme
    const words = description ? { description: String(description) } : {}
    if (type === 'apiKey') schemes[name] = { type, in: location, name: header, ...words }
    else if (String(kind).toLowerCase() === 'basic') schemes[name] = { type: 'http', scheme: 'basic', ...words }
    else {
      if (type !== 'http') note(`took the scheme \`${name}\` (${type}) for a bearer token`)
      schemes[name] = { type: 'http', scheme: 'bearer', ...words }
    }
  }
  if (Object.keys(schemes).length === 0) delete document['components']?.securitySchemes
}

/** A scheme that is called like something else that a request has gets a name of its own. */
export function nameSchemes({ document, note }: Adoption): void {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const operations = listOperations(document).map(({ operation }) => operation)
  const taken = new Set([
    'body',
    ...operations.flatMap(({ parameters = [] }) => parameters.map(({ name }: SpecNode) => String(name))),
  ])
  for (const name of Object.keys(schemes)) {
    if (!taken.has(name)) continue
    let free = `${name}Scheme`
    while (taken.has(free) || schemes[free]) free += '2'
    schemes[free] = schemes[name]
    delete schemes[name]
    for (const { security = [] } of operations) {
      for (const way of security) {
        if (!way[name]) continue
        way[free] = way[name]
        delete way[name]
      }
    }
    note(`renamed the security scheme \`${name}\` to \`${free}\`: something else that is sent has its name`)
  }
}
