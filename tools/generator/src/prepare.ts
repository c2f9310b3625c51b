import { parse } from 'yaml'
import { checkNames, checkOperationIds, type SpecNode, type TakenNames } from './check-names.ts'
import { checkCycles } from './prepare/cycles.ts'
import { describeSchema } from './prepare/declarations.ts'
import { findDirections } from './prepare/directions.ts'
import { type Direction, type Document, listOperations } from './prepare/document.ts'
import { isDeclared } from './prepare/kinds.ts'
import { describeOperation } from './prepare/operations.ts'
import { readServers } from './prepare/servers.ts'
import { writers } from './prepare/styles.ts'

const imported = [...writers, 'responseHeaders', 'writeForm', 'writeJson']
const taken: TakenNames = {
  types: new Set(['CallOptions', 'Documented', 'Operation', 'Server', 'Transport', 'Undocumented']),
  values: new Set(['schema', 'server', ...imported]),
}
// Names that mean something else wherever generated code, or whoever imports it, is.
const globals = new Set(
  (
    'Array BigInt Blob Boolean Date Error File Function Headers Map Number Object Promise Readonly ReadonlyArray ' +
    'Record Request Response Schema Set String Symbol URL'
  ).split(' '),
)

/**
 * Turns a spec into what openapi-generator and the templates need of it: the code of each operation and schema, in which
 * every text of the spec is a literal or a comment, in a document of neutral names. The generator reads many constructs
 * in a way of its own; so it is handed none.
 *
 * @throws {Error} for a construct that generated code cannot send or read: which, where, and what to do
 */
export function prepare(source: string, file: string): string {
  const root: SpecNode = parse(source, { maxAliasCount: 1000 })
  checkNames(root, file, taken)
  const renamed = renameGlobals(root, file)
  const schemas: Record<string, SpecNode> = root['components']?.schemas ?? {}
  checkCycles(schemas, file)
  const operations = listOperations(root, file)
  checkOperationIds(operations, Object.keys(schemas).map(renamed), file, taken)
  const directions = findDirections(root, file)
  const document: Document = {
    root,
    schemas,
    typeName: (name, direction) =>
      directions.of(name).length > 1 && direction === 'request' ? `${renamed(name)}Input` : renamed(name),
  }
  const servers = readServers(root, file)
  const declared = Object.keys(schemas)
    .filter((name) => isDeclared(schemas[name] ?? {}))
    .flatMap((name) => directions.of(name).map((direction) => [name, direction] as const))
  checkInputNames(declared, document, file)
  const described = operations
    .map((operation) => ({
      tag: tagOf(operation.operation),
      ...describeOperation(document, servers, directions, operation),
    }))
    .sort(by(({ tag, 'x-name': name }: SpecNode) => `${tag} ${name}`))
    .map(({ tag: _, ...operation }) => operation)
  const types = declared
    .map(([name, direction]) => describeSchema(document, name, direction, file))
    .sort(by((schema: SpecNode) => String(schema['x-name'])))
  // JSON is YAML too, and with every other sign escaped no parser can read it differently.
  return JSON.stringify(skeleton(servers.main, described, types), null, 2).replaceAll(
    /[^\n -~]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function skeleton(server: string, operations: readonly SpecNode[], schemas: readonly SpecNode[]): SpecNode {
  const number = (index: number): string => String(index).padStart(5, '0')
  return {
    openapi: '3.0.3',
    info: { title: 'Client', version: '1.0.0' },
    paths: Object.fromEntries(
      operations.map((operation, index) => [
        `/${number(index)}`,
        {
          post: {
            operationId: `operation${number(index)}`,
            tags: ['client'],
            responses: { '200': { description: 'Yes.' } },
            // Every operation brings it: the templates have one place for texts of the document as a whole.
            'x-main-server': index === 0 ? server : null,
            'x-imports': index === 0 ? imported.join(', ') : null,
            ...operation,
          },
        },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(
        schemas.map((schema, index) => [
          `Schema${number(index)}`,
          { type: 'object', properties: { value: { type: 'string' } }, ...schema },
        ]),
      ),
    },
  }
}

function by<Item>(key: (item: Item) => string): (a: Item, b: Item) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1)
}

function tagOf(operation: SpecNode): string {
  return String(operation['tags']?.[0] ?? '')
}

/** What is sent and received in two forms has a second type. */
function checkInputNames(
  declared: ReadonlyArray<readonly [string, Direction]>,
  document: Document,
  file: string,
): void {
  const names = declared.map(([name, direction]) => document.typeName(name, direction))
  const twice = names.find((name, index) => names.indexOf(name) < index)
  if (twice) throw new Error(`${file}: \`${twice}\` would be the type of two schemas: rename the one called so`)
}

/** The name of a schema's type. A schema that is called like a global gets another one. */
function renameGlobals(root: SpecNode, file: string): (name: string) => string {
  const schemas: SpecNode = root['components']?.schemas ?? {}
  for (const name of Object.keys(schemas)) {
    if (!globals.has(name) || !schemas[`${name}Model`]) continue
    throw new Error(`${file}: schema \`${name}\` has the name of a global and would become \`${name}Model\`: rename it`)
  }
  return (name) => (globals.has(name) ? `${name}Model` : name)
}
