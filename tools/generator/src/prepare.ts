import { parse, stringify } from 'yaml'
import { checkNames, type SpecNode as Node, walk } from './check-names.ts'
import { commentText } from './comments.ts'

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
  const document: Node = parse(source)
  checkNames(document, file)
  renameGlobals(document, file)
  walk(document, (node) => {
    for (const key of ['description', 'summary']) {
      if (typeof node[key] === 'string') node[key] = commentText(node[key])
    }
    if (Array.isArray(node['x-extensible-enum'])) {
      node['x-open-enum'] = `${node['x-extensible-enum'].map(literal).join(' | ')} | (string & {})`
    }
    if (typeof node['pattern'] === 'string') node['x-pattern'] = literal(node['pattern'])
  })
  for (const [path, item] of Object.entries<Node>(document['paths'] ?? {})) {
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
    if (body['$ref']) throw new Error(`${where}: request body must be written in place, not as a $ref`)
    const [type, schema] = onlyContent(body, `${where}: request body`)
    const kinds: Record<string, string> = { 'application/json': 'json', 'application/x-www-form-urlencoded': 'form' }
    if (!kinds[type]) throw new Error(`${where}: request body has content type ${type}, which cannot be sent`)
    operation['x-body-type'] = kinds[type]
    operation['x-body-schema'] = schemaName(schema, document, `${where}: request body`)
    operation['x-body-required'] = body['required'] === true
  }
  for (const [status, response] of Object.entries<Node>(operation['responses'])) {
    if (response['$ref']) throw new Error(`${where}: response ${status} must be written in place, not as a $ref`)
    response['x-doc'] = String(response['description'] ?? '').replaceAll('\n * ', '\n *   ')
    if (!response['content']) continue
    const [, schema] = onlyContent(response, `${where}: response ${status}`)
    schemaName(schema?.['type'] === 'array' ? schema['items'] : schema, document, `${where}: response ${status}`)
  }
}

function onlyContent(holder: Node, where: string): [string, Node | undefined] {
  const content = Object.entries<Node>(holder['content'] ?? {})
  const [only] = content
  if (!only || content.length > 1) throw new Error(`${where} must have exactly one content type`)
  return [only[0], only[1]['schema']]
}

function schemaName(schema: Node | undefined, document: Node, where: string): string {
  const name = /^#\/components\/schemas\/([A-Za-z]\w*)$/.exec(schema?.['$ref'] ?? '')?.[1]
  const named: Node | undefined = name ? document['components']?.schemas?.[name] : undefined
  if (!name || !named) throw new Error(`${where} must be a $ref to a named schema`)
  // The generator writes no type for a named list, map or text: it puts them in place where they are used.
  if (!named['properties'] && !named['discriminator']) {
    throw new Error(`${where}: \`${name}\` must be an object with properties, or a oneOf with a discriminator`)
  }
  return name
}

function literal(value: string): string {
  return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function renameGlobals(document: Node, file: string): void {
  const schemas: Node = document['components']?.schemas ?? {}
  const clashing = Object.keys(schemas).filter((name) => globals.has(name))
  for (const name of clashing) {
    if (schemas[`${name}Model`]) {
      throw new Error(
        `${file}: schema \`${name}\` has the name of a global and would become \`${name}Model\`: rename it`,
      )
    }
    schemas[`${name}Model`] = schemas[name]
    delete schemas[name]
  }
  walk(document, (node) => {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(node['$ref'] ?? '')?.[1]
    if (name && clashing.includes(name)) node['$ref'] = `#/components/schemas/${name}Model`
  })
}
