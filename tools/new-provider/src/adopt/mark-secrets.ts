import { type SpecNode, walk } from '../../../generator/src/check-names.ts'
import { eachScalarMember } from './adopt-schemas.ts'

type Note = (change: string) => void

const secretNames =
  /(^|_)(secret|password|passwd|passcode|otp|token|jwt|assertion|code_verifier|api_?key|user_?name|login|e?_?mail)$|^code$/

/** Marks what must never be shown, by its name and format, and gives the examples that our rules ask for. */
export function markSecrets(document: SpecNode, note: Note): void {
  eachScalarMember(document, (name, schema, siblings) => {
    // Beside words about an error, a code is the kind of error.
    const ofError = name === 'code' && siblings.some((sibling) => /error|message|title|detail/.test(sibling))
    if (schema['type'] === 'string' && schema['x-secret'] === undefined && !ofError && looksSecret(name, schema)) {
      schema['x-secret'] = true
      note(`took \`${name}\` for a secret (\`x-secret\`): check that every secret is marked, and nothing else`)
    }
    const example = schema['example'] ?? exampleOf(schema)
    if (schema['example'] !== undefined || example === undefined) return
    schema['example'] = example
    note(`gave an example for \`${name}\`: write a real one`)
  })
  walk(document, (node) => {
    if (typeof node['in'] !== 'string' || typeof node['name'] !== 'string' || !node['schema']) return
    if (node['x-secret'] !== undefined || !looksSecret(node['name'], node['schema'])) return
    node['x-secret'] = true
    note(`took \`${node['name']}\` for a secret (\`x-secret\`): check that every secret is marked, and nothing else`)
  })
}

function looksSecret(name: string, schema: SpecNode): boolean {
  if (schema['format'] === 'password') return true
  const snake = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  // A closed set of values is known to everybody.
  return !schema['enum'] && secretNames.test(snake)
}

/** A value that the schema allows. `undefined`: it takes somebody who knows the provider. */
export function exampleOf(schema: SpecNode): unknown {
  if (schema['pattern'] !== undefined) return /^\^?([\w ]+)\$?$/.exec(schema['pattern'])?.[1]
  if (schema['enum']?.length > 0) return schema['enum'][0]
  if (schema['type'] === 'boolean') return true
  if (schema['type'] === 'integer' || schema['type'] === 'number') return schema['minimum'] ?? 1
  const formats: Record<string, string> = {
    // A day after virtual time begins: an expiry is ahead in the tests that are made with it.
    'date-time': '2030-01-02T00:00:00Z',
    date: '2030-01-02',
    uuid: '00000000-0000-4000-8000-000000000000',
    email: 'ada@mail.test',
    uri: 'https://host.test/',
  }
  return (
    formats[schema['format'] ?? ''] ?? 'example'.padEnd(schema['minLength'] ?? 0, 'e').slice(0, schema['maxLength'])
  )
}
