import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { listOperations } from './operations.ts'

type Note = (change: string) => void

/** Leaves one way per operation to show who calls, in a form that generated code can send. */
export function adoptSecurity(document: SpecNode, note: Note): void {
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  for (const [name, scheme] of Object.entries<SpecNode>(schemes)) {
    if (!['oauth2', 'openIdConnect'].includes(scheme['type'])) continue
    const { description } = scheme
    schemes[name] = { type: 'http', scheme: 'bearer', ...(description && { description }) }
    note(`took the scheme \`${name}\` (${scheme['type']}) for a bearer token`)
  }
  for (const { id, operation } of listOperations(document)) {
    const security: SpecNode[] = operation['security'] ?? document['security'] ?? []
    const [first, ...others] = security.filter((scheme) => Object.keys(scheme).length > 0)
    if (!first) continue
    const optional = security.some((scheme) => Object.keys(scheme).length === 0)
    if (others.length > 0)
      note(`${id}: is called with \`${Object.keys(first).join(' and ')}\`, the first of several ways`)
    // Scopes belong to schemes that are bearer tokens now.
    const bare = Object.fromEntries(Object.keys(first).map((name) => [name, []]))
    const wanted = [bare, ...(optional ? [{}] : [])]
    if (JSON.stringify(wanted) !== JSON.stringify(security)) operation['security'] = wanted
    if (!optional || operation['x-security-optional'] === true) continue
    operation['x-security-optional'] = true
    note(`${id}: may be called without credentials (\`x-security-optional\`)`)
  }
  refuseCookies(document)
}

function refuseCookies(document: SpecNode): void {
  walk(document, (node) => {
    if (node['in'] !== 'cookie' || typeof node['name'] !== 'string') return
    throw new Error(
      `\`${node['name']}\` is sent as a cookie, which generated code cannot do: leave it out of the document`,
    )
  })
}
