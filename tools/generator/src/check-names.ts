import { functionName, typePrefix } from './prepare/identifiers.ts'

// biome-ignore lint/suspicious/noExplicitAny: a YAML document has any shape; what the templates need is checked here.
export type SpecNode = Record<string, any>

/** Names that generated code has beside those of a document. */
export interface TakenNames {
  readonly types: ReadonlySet<string>
  readonly values: ReadonlySet<string>
}

/** Refuses names that cannot be written, or that two things would have. */
export function checkNames(document: SpecNode, file: string, taken: TakenNames): void {
  const schemas = Object.keys(document['components']?.schemas ?? {})
  for (const name of schemas) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
      throw new Error(`${file}: schema \`${name}\` must have a PascalCase name: the generator would rename it`)
    }
    if (taken.types.has(name)) {
      throw new Error(`${file}: schema \`${name}\` has the name of something that generated code imports: rename it`)
    }
  }
  walk(document, (node) => {
    if (
      node['properties'] &&
      typeof node['properties'] === 'object' &&
      Object.hasOwn(node['properties'], '__proto__')
    ) {
      throw new Error(`${file}: the name "__proto__" cannot be written into generated code`)
    }
  })
}

/** The same for the operations, whose names become functions and types. */
export function checkOperationIds(
  operations: ReadonlyArray<{ operation: SpecNode; where: string }>,
  schemas: readonly string[],
  file: string,
  taken: TakenNames,
): void {
  const ids: string[] = []
  for (const { operation, where } of operations) {
    const id: unknown = operation['operationId']
    if (typeof id !== 'string' || !/^[a-z][A-Za-z0-9]*$/.test(id)) {
      throw new Error(`${where}: \`operationId\` must be camelCase, and not ${JSON.stringify(id)}: it names a function`)
    }
    if (taken.values.has(id)) throw new Error(`${file}: operation \`${id}\` has a name that generated code declares`)
    if (ids.includes(id)) throw new Error(`${where}: another operation has the id \`${id}\` too: rename one`)
    ids.push(id)
    for (const suffix of ['Request', 'Result']) {
      const type = `${typePrefix(id)}${suffix}`
      if (schemas.includes(type)) {
        throw new Error(
          `${file}: schema \`${type}\` has the name of a type that operation \`${id}\` declares: rename it`,
        )
      }
    }
  }
  for (const id of ids) {
    for (const suffix of ['Operation', 'Server']) {
      if (ids.includes(`${functionName(id)}${suffix}`)) {
        throw new Error(`${file}: operation \`${id}${suffix}\` has a name that operation \`${id}\` declares: rename it`)
      }
    }
  }
}

/** Visits every object below `value`. */
export function walk(value: unknown, visit: (node: SpecNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (value && typeof value === 'object') {
    visit(value as SpecNode) // neither null nor an array
    for (const item of Object.values(value)) walk(item, visit)
  }
}
