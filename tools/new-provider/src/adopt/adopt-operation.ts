import type { SpecNode } from '../../../generator/src/check-names.ts'
import { toPascalCase } from '../names.ts'
import { Refusal } from '../source/refusal.ts'
import { adoptParameters } from './adopt-parameters.ts'
import type { Adoption, Direction } from './adoption.ts'
import { chooseContent } from './choose-content.ts'
import { settleForm } from './form-members.ts'
import { isTokenHeader } from './is-secret-name.ts'
import { pointerOf, resolveNode, type SpecOperation } from './operations.ts'
import { flatten } from './schemas/flatten.ts'
import { readScalar } from './schemas/scalar.ts'
import type { SchemaReader } from './schemas/schema-reader.ts'

const kept =
  'operationId tags summary description parameters requestBody responses security servers x-security-optional'.split(
    ' ',
  )

/** Gives an operation one tag and texts, and one content type per body, with schemas that code is generated from. */
/** @param named - Members of a body that the document does not describe, as the user names them. */
export function adoptOperation(
  adoption: Adoption,
  reader: SchemaReader,
  place: SpecOperation,
  named: readonly string[] = [],
): void {
  const { operation, id } = place
  const { note } = adoption
  adoptTexts(operation, id, note)
  adoptParameters(adoption, place)
  if (operation['requestBody']) adoptRequestBody(adoption, reader, place, named)
  operation['responses'] ??= {}
  renameSuccess(operation['responses'], id, note)
  for (const status of Object.keys(operation['responses'])) adoptResponse(adoption, reader, place, status)
  const statuses = Object.keys(operation['responses'])
  if (!statuses.some((status) => status.startsWith('2'))) {
    throw new Refusal([...pointerOf(place), 'responses'], `\`${id}\` has no success among its responses: describe one`)
  }
  if (!statuses.some((status) => status.startsWith('4'))) {
    operation['responses']['4XX'] = { description: 'A failure, of which the document says nothing.' }
    note(`${id}: the document does not say how it fails: took \`4XX\` for that`)
  }
  for (const key of Object.keys(operation)) {
    if (kept.includes(key)) continue
    delete operation[key]
    if (!key.startsWith('x-')) note(`${id}: left out \`${key}\`, of which no code is generated`)
  }
}

function adoptTexts(operation: SpecNode, id: string, note: Adoption['note']): void {
  const tags: unknown[] = Array.isArray(operation['tags']) ? operation['tags'] : []
  const [tag = 'token'] = tags.map((name) => String(name).trim()).filter((name) => name !== '')
  operation['tags'] = [tag]
  if (tags.length !== 1) note(`${id}: has one tag, \`${tag}\``)
  for (const key of ['summary', 'description']) {
    if (typeof operation[key] !== 'string' || operation[key].trim() === '') delete operation[key]
  }
  operation['summary'] ??= id
  if (operation['description']) return
  operation['description'] = operation['summary']
  note(`${id}: took its summary for a description: say what it does, and the source`)
}

/** An answer that is only described as `default` is the success. */
function renameSuccess(responses: SpecNode, id: string, note: Adoption['note']): void {
  for (const status of Object.keys(responses)) {
    const upper = /^\d[xX]{2}$/.test(status) ? status.toUpperCase() : status
    if (upper !== status) {
      responses[upper] = responses[status]
      delete responses[status]
    } else if (!/^([1-5]\d\d|default|[1-5]XX)$/.test(status)) delete responses[status]
  }
  if (responses['default'] && !Object.keys(responses).some((status) => status.startsWith('2'))) {
    responses['200'] = responses['default']
    delete responses['default']
    note(`${id}: took \`default\`, the only answer that may be a success, for 200`)
  }
}

function adoptRequestBody(
  adoption: Adoption,
  reader: SchemaReader,
  place: SpecOperation,
  named: readonly string[],
): void {
  const { operation, id } = place
  const { note } = adoption
  const pointer = [...pointerOf(place), 'requestBody']
  const body = resolveNode(adoption.origin, operation['requestBody'])
  const first = chooseContent(body['content'] ?? {}, 'sent')
  if (!first) {
    const types = Object.keys(body['content'] ?? {})
    if (types.length === 0 && body['required'] !== true) return void delete operation['requestBody']
    throw new Refusal(
      pointer,
      `\`${id}\` sends its body as ${types.join(', ') || 'nothing that is described'}, which generated code cannot: it sends application/json and application/x-www-form-urlencoded`,
    )
  }
  const chosen = settleForm(adoption, first, body['content'], id)
  if (operation['requestBody'].$ref) note(`${id}: request body is written in place, not as a $ref`)
  if (chosen.told) note(`${id}: sends its body as ${chosen.type}, of ${chosen.told}`)
  const given = isFree(adoption, chosen.media['schema']) && named.length > 0 ? textsOf(named) : chosen.media['schema']
  const schema = readBody(reader, given, `${toPascalCase(id)}Body`, 'sent')
  if (!schema?.['$ref']) {
    if (body['required'] !== true && Object.keys(chosen.media['schema'] ?? {}).length === 0) {
      return void delete operation['requestBody']
    }
    throw new Refusal(
      pointer,
      `The members of the body of \`${id}\` are not described: name what it sends with \`--secret <name>\`, once for each`,
    )
  }
  const required = body['required'] === true || hasRequired(reader, schema)
  operation['requestBody'] = {
    ...(body['description'] && { description: String(body['description']) }),
    ...(required && { required: true }),
    content: { [chosen.type]: { ...chosen.media, schema } },
  }
}

function isFree(adoption: Adoption, schema: unknown): boolean {
  const { properties, type, oneOf, anyOf } = flatten(adoption, schema, 'body')
  return (!properties || Object.keys(properties).length === 0) && !oneOf && !anyOf && (type ?? 'object') === 'object'
}

function textsOf(names: readonly string[]): SpecNode {
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]))
  return { type: 'object', required: names, properties }
}

/** Many documents forget to say that a body with required members is required. */
function hasRequired(reader: SchemaReader, { $ref: reference }: SpecNode): boolean {
  const named: SpecNode = reader.written[String(reference).replace('#/components/schemas/', '')] ?? {}
  return (named['required'] ?? []).length > 0 || named['oneOf'] !== undefined
}

function adoptResponse(
  adoption: Adoption,
  reader: SchemaReader,
  { operation, id }: SpecOperation,
  status: string,
): void {
  const { note, origin } = adoption
  const where = `${id}: response ${status}`
  const given: SpecNode = operation['responses'][status] ?? {}
  const response = resolveNode(origin, given)
  if (given['$ref']) note(`${where} is written in place, not as a $ref`)
  if (response['links']) note(`${where}: left out \`links\`, of which no code is generated`)
  const adopted: SpecNode = { description: String(response['description'] ?? '').trim() || `The answer ${status}.` }
  operation['responses'][status] = adopted
  const headers = adoptHeaders(adoption, response['headers'], status)
  if (headers) adopted['headers'] = headers
  const content: SpecNode = response['content'] ?? {}
  if (Object.keys(content).length === 0) return
  const chosen = chooseContent(content, 'received')
  const isText = chosen?.type === 'text/plain'
  const name = `${toPascalCase(id)}${status}`
  const schema = chosen && (isText ? { type: 'string' } : readBody(reader, chosen.media['schema'], name, 'received'))
  if (!chosen || !schema || (isText && !status.startsWith('2'))) {
    note(`${where} has a body without a JSON schema: its body is taken as unknown`)
    return
  }
  if (chosen.told) note(`${where} is read as ${chosen.type}`)
  adopted['content'] = { [chosen.type]: { ...chosen.media, schema } }
}

/** A body is an object with a name, a scalar, or a list of those. */
function readBody(reader: SchemaReader, node: unknown, name: string, direction: Direction): SpecNode | undefined {
  const schema = reader.read(node ?? {}, name, direction)
  if (schema['$ref']) return schema
  // A body that may be null is not told from one that is not.
  if (schema['allOf']) return schema['allOf'][0]
  const { description: _, ...bare } = schema
  const inner = bare['type'] === 'array' ? bare['items'] : bare
  return inner.$ref || ['string', 'integer', 'number', 'boolean'].includes(inner.type) ? bare : undefined
}

function adoptHeaders(adoption: Adoption, given: SpecNode | undefined, status: string): SpecNode | undefined {
  // Of failures, core reads what it needs by itself.
  if (!status.startsWith('2')) return undefined
  const headers = Object.entries<SpecNode>(given ?? {}).flatMap(([name, node]) => {
    const header = resolveNode(adoption.origin, node)
    const schema = readScalar(flatten(adoption, header['schema'] ?? {}, name), name, adoption.note)
    if (!/^[\w-]+$/.test(name)) return []
    const description = String(header['description'] ?? '').trim() || `The header \`${name}\`.`
    const isSecret = isTokenHeader(name)
    if (isSecret) adoption.note(`took the header \`${name}\` for a secret`)
    const mark = isSecret ? { 'x-secret': true } : {}
    return [[name, { description, ...mark, schema: schema ?? { type: 'string' } }] as const]
  })
  return headers.length > 0 ? Object.fromEntries(headers) : undefined
}
