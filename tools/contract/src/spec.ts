import { readFile } from 'node:fs/promises'
import { OpenAPIBackend, type OpenAPIValidator } from 'openapi-backend'
import { parse } from 'yaml'

export interface MediaType {
  readonly schema: { readonly description?: string }
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>
}

export interface SpecResponse {
  readonly description: string
  readonly content?: Readonly<Record<string, MediaType>>
}

export interface SpecParameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly example?: unknown
}

/** An operation as its document describes it, with every `$ref` resolved. */
export interface SpecOperation {
  readonly operationId: string
  readonly path: string
  readonly parameters: readonly SpecParameter[]
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, MediaType>> }
  readonly responses: Readonly<Record<string, SpecResponse>>
  readonly security: readonly Readonly<Record<string, unknown>>[]
  /** Where it is served, when that is not where the others are. */
  readonly servers?: readonly Server[]
}

/** A place where operations are served. */
export interface Server {
  readonly url: string
  readonly variables?: Readonly<Record<string, { readonly default: string; readonly enum?: readonly string[] }>>
}

export interface SecurityScheme {
  readonly type: string
  readonly scheme?: string
  readonly in?: string
  readonly name?: string
}

/** One OpenAPI document, ready to check messages with. */
export interface Spec {
  readonly operations: readonly SpecOperation[]
  readonly schemes: Readonly<Record<string, SecurityScheme>>
  readonly validator: OpenAPIValidator
  /** The path below a documented server; undefined when the URL is on none of them. */
  pathOf(url: URL): string | undefined
  /** The operation that is described for this method and URL, on the servers where it is. */
  operationAt(method: string, url: URL): SpecOperation | undefined
}

type Node = Record<string, unknown>

/** Reads `specs/<name>.yaml`. Where OpenAPI leaves fields open, they are closed: what is not described is refused. */
export async function loadSpec(name: string): Promise<Spec> {
  return createSpec(await readFile(new URL(`../../../specs/${name}.yaml`, import.meta.url), 'utf8'))
}

export async function createSpec(source: string): Promise<Spec> {
  const definition = parse(source)
  for (const schema of Object.values<Node>(definition.components?.schemas ?? {})) closeAndRelax(schema)
  const backend = new OpenAPIBackend({
    definition,
    ignoreTrailingSlashes: false,
    strict: true,
    ajvOpts: { allErrors: true, formats: { int64: true } },
  })
  await backend.init()
  const common = definition.servers as Server[] // as OpenAPI has it
  // The library resolved the references: its type does not say so.
  const operations = backend.router.getOperations() as unknown as SpecOperation[]
  const everywhere = [...common, ...operations.flatMap(({ servers = [] }) => servers)]
  return {
    operations,
    schemes: definition.components?.securitySchemes ?? {},
    validator: backend.validator,
    pathOf: (url) => pathBelow(everywhere, url),
    operationAt(method, url) {
      const path = pathBelow(everywhere, url)
      const match = path === undefined ? undefined : backend.router.matchOperation({ method, path, headers: {} })
      const operation = operations.find(({ operationId }) => operationId === match?.operationId)
      return operation && pathBelow(operation.servers ?? common, url) !== undefined ? operation : undefined
    },
  }
}

function pathBelow(servers: readonly Server[], url: URL): string | undefined {
  const whole = url.origin + url.pathname
  const [server] = servers.flatMap((place) => serverPattern(place).exec(whole)?.[0] ?? [])
  return server === undefined ? undefined : whole.slice(server.length)
}

function serverPattern({ url, variables = {} }: Server): RegExp {
  const parts = url.split(/\{(\w+)\}/).map((part, index) => {
    const variable = index % 2 === 1 ? variables[part] : undefined
    const values = variable ? (variable.enum ?? [variable.default]) : [part]
    return `(?:${values.map((value) => value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`
  })
  return new RegExp(`^${parts.join('')}(?=/|$)`)
}

/** Turns `x-lenient` into what it means: a number for a text, a numeric text for a number, one item for a list. */
function closeAndRelax(schema: Node): void {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Node>) // as OpenAPI has it
  if (properties.length > 0) schema['additionalProperties'] ??= false
  for (const [, property] of properties) {
    closeAndRelax(property)
    if (property['x-lenient'] !== true) continue
    const other =
      property['type'] === 'array'
        ? property['items']
        : property['type'] === 'string'
          ? { type: 'number' }
          : { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' }
    const strict = { ...property }
    for (const key of Object.keys(property)) delete property[key]
    property['anyOf'] = [strict, other]
  }
}
