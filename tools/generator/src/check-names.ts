// biome-ignore lint/suspicious/noExplicitAny: a YAML document has any shape; what the templates need is checked here.
export type SpecNode = Record<string, any>

/** What generated code imports or declares beside the schemas and operations of a spec. */
const taken = new Set(['CallOptions', 'Documented', 'Operation', 'Server', 'Transport', 'Undocumented'])
const takenOperations = new Set(['schema', 'server'])

/** Refuses names that the generator would change, or write in a way that does not compile. */
export function checkNames(document: SpecNode, file: string): void {
  const schemas = Object.keys(document['components']?.schemas ?? {})
  for (const name of schemas) {
    if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
      throw new Error(`${file}: schema \`${name}\` must have a PascalCase name: the generator would rename it`)
    }
    if (taken.has(name)) {
      throw new Error(`${file}: schema \`${name}\` has the name of something that generated code imports: rename it`)
    }
  }
  walk(document, (node) => {
    const id: unknown = node['operationId']
    if (typeof id === 'string') checkOperationId(id, schemas, file)
    if (typeof node['in'] === 'string' && typeof node['name'] === 'string') checkWireName(node['name'], file)
    if (node['properties'] && typeof node['properties'] === 'object') {
      for (const name of Object.keys(node['properties'])) checkWireName(name, file)
    }
  })
}

function checkOperationId(id: string, schemas: readonly string[], file: string): void {
  if (takenOperations.has(id)) throw new Error(`${file}: operation \`${id}\` has a name that generated code declares`)
  for (const suffix of ['Request', 'Result']) {
    const type = `${id.charAt(0).toUpperCase()}${id.slice(1)}${suffix}`
    if (schemas.includes(type)) {
      throw new Error(`${file}: schema \`${type}\` has the name of a type that operation \`${id}\` declares: rename it`)
    }
  }
}

function checkWireName(name: string, file: string): void {
  if (/['\\\r\n]|^__proto__$/.test(name)) {
    throw new Error(`${file}: the name ${JSON.stringify(name)} cannot be written into generated code`)
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
