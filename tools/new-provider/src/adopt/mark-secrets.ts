import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { exampleOf } from './examples.ts'
import { isSecretName } from './is-secret-name.ts'
import { listOperations } from './operations.ts'
import { reachedFrom } from './remove-unused.ts'

type Note = (change: string) => void

export interface Secrets {
  /** Names of members and parameters that are secret, as the user says. */
  readonly secret?: readonly string[] | undefined
  /** Names that are not, though they look so. */
  readonly notSecret?: readonly string[] | undefined
}

/** Marks what must never be shown, by its name and format, and gives the examples that our rules ask for. */
export function markSecrets(document: SpecNode, { secret = [], notSecret = [] }: Secrets, note: Note): void {
  const mark = (
    holder: SpecNode,
    name: string,
    schema: SpecNode,
    isSent: boolean,
    siblings: readonly string[] = [],
  ): void => {
    const said = secret.includes(name) ? true : notSecret.includes(name) ? false : undefined
    if (said !== undefined) holder['x-secret'] = said
    if (holder['x-secret'] !== undefined || !looksSecret(name, schema, isSent, siblings)) return
    holder['x-secret'] = true
    note(`took \`${name}\` for a secret (\`x-secret\`): check that every secret is marked, and nothing else`)
  }
  eachScalarMember(document, (name, schema, isSent, siblings) => {
    if (schema['type'] === 'string' || secret.includes(name)) mark(schema, name, schema, isSent, siblings)
    const example = schema['example'] ?? exampleOf(schema)
    if (schema['example'] !== undefined || example === undefined) return
    schema['example'] = example
    note(`gave an example for \`${name}\`: write a real one`)
  })
  walk(document['paths'], (node) => {
    if (typeof node['in'] !== 'string' || typeof node['name'] !== 'string' || !node['schema']) return
    mark(node, node['name'], node['schema'], true)
  })
}

function looksSecret(name: string, schema: SpecNode, isSent: boolean, siblings: readonly string[]): boolean {
  if (schema['format'] === 'password') return true
  // Beside words about an error, a code is the kind of error.
  if (/^(code|key)$/i.test(name) && siblings.some((sibling) => /error|message|title|detail/i.test(sibling)))
    return false
  // A closed set of values is known to everybody.
  return !schema['enum'] && isSecretName(name, isSent)
}

/** Every schema of a scalar that is a member of an object. */
function eachScalarMember(
  document: SpecNode,
  visit: (name: string, schema: SpecNode, isSent: boolean, siblings: readonly string[]) => void,
): void {
  const sent = new Set(
    listOperations(document).flatMap(({ operation }) => [...reachedFrom(document, operation['requestBody'])]),
  )
  for (const [holder, { properties }] of Object.entries<SpecNode>(document['components']?.schemas ?? {})) {
    for (const [name, schema] of Object.entries<SpecNode>(properties ?? {})) {
      if (!['string', 'number', 'integer', 'boolean'].includes(schema['type'])) continue
      visit(name, schema, sent.has(holder), Object.keys(properties))
    }
  }
}
