import { parse, stringify } from 'yaml'

// biome-ignore lint/suspicious/noExplicitAny: a YAML document has any shape; what the templates need is checked below.
type Node = Record<string, any>

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'] as const
// Names that the generator would rename in one place and not in another.
const globals = new Set([
  'Array',
  'Blob',
  'Date',
  'Error',
  'File',
  'Map',
  'Object',
  'Promise',
  'Record',
  'Request',
  'Response',
  'Schema',
  'Set',
  'String',
  'Symbol',
])

/**
 * Adds to a spec what openapi-generator does not hand to its templates: the schema of a form body, optional
 * security, open enumerations, patterns and texts that are safe inside a comment. The spec itself is not changed.
 */
export function prepare(source: string, file: string): string {
  const document = parse(renameGlobals(source)) as Node
  walk(document, (node) => {
    for (const key of ['description', 'summary']) {
      if (typeof node[key] === 'string') node[key] = commentText(node[key])
    }
    if (Array.isArray(node['x-extensible-enum'])) {
      node['x-open-enum'] = `${node['x-extensible-enum'].map(literal).join(' | ')} | (string & {})`
    }
    if (typeof node['pattern'] === 'string') node['x-pattern'] = literal(node['pattern'])
  })
  for (const [path, item] of Object.entries<Node>(document['paths'])) {
    for (const method of methods) {
      if (item[method]) prepareOperation(item[method], item, document, `${file}: ${method.toUpperCase()} ${path}`)
    }
  }
  return stringify(document)
}

function prepareOperation(operation: Node, item: Node, document: Node, where: string): void {
  operation['x-has-parameters'] = [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])].length > 0
  const security: Node[] = operation['security'] ?? document['security'] ?? []
  const optional = security.some((scheme) => Object.keys(scheme).length === 0)
  if (optional !== (operation['x-security-optional'] === true)) {
    throw new Error(`${where}: \`security\` with {} and \`x-security-optional: true\` go together`)
  }
  const body: Node | undefined = operation['requestBody']
  if (body) {
    const [type, schema] = onlyContent(body, `${where}: request body`)
    const kinds: Record<string, string> = { 'application/json': 'json', 'application/x-www-form-urlencoded': 'form' }
    if (!kinds[type])
      throw new Error(`${where}: request body has content type ${type}, which the transport cannot send`)
    operation['x-body-type'] = kinds[type]
    operation['x-body-schema'] = schemaName(schema, `${where}: request body`)
    operation['x-body-required'] = body['required'] === true
  }
  for (const [status, response] of Object.entries<Node>(operation['responses'])) {
    response['x-doc'] = response['description'].replaceAll('\n * ', '\n *   ')
    if (!response['content']) continue
    const [, schema] = onlyContent(response, `${where}: response ${status}`)
    schemaName(schema['type'] === 'array' ? schema['items'] : schema, `${where}: response ${status}`)
  }
}

function onlyContent(holder: Node, where: string): [string, Node] {
  const content = Object.entries<Node>(holder['content'] ?? {})
  const [only] = content
  if (!only || content.length > 1) throw new Error(`${where} must have exactly one content type`)
  return [only[0], only[1]['schema']]
}

function schemaName(schema: Node, where: string): string {
  const name = /^#\/components\/schemas\/([A-Za-z]\w*)$/.exec(schema['$ref'] ?? '')?.[1]
  if (!name) throw new Error(`${where} must be a $ref to a named schema`)
  return name
}

/** Text for a block comment: wrapped, and unable to end it. */
function commentText(text: string): string {
  const lines: string[] = []
  for (const paragraph of text.trim().replaceAll('*/', '*\u200b/').split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/)) {
      if (line && line.length + word.length > 100) {
        lines.push(line)
        line = word
      } else line = line ? `${line} ${word}` : word
    }
    lines.push(line)
  }
  return lines.join('\n * ')
}

function literal(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function renameGlobals(source: string): string {
  const document = parse(source) as Node
  const clashing = Object.keys(document['components']?.schemas ?? {}).filter((name) => globals.has(name))
  if (clashing.length === 0) return source
  for (const name of clashing) {
    document['components'].schemas[`${name}Model`] = document['components'].schemas[name]
    delete document['components'].schemas[name]
  }
  walk(document, (node) => {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(node['$ref'] ?? '')?.[1]
    if (name && clashing.includes(name)) node['$ref'] = `#/components/schemas/${name}Model`
  })
  return stringify(document)
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (value && typeof value === 'object') {
    visit(value as Node)
    for (const item of Object.values(value)) walk(item, visit)
  }
}
