import type { SpecNode } from '../check-names.ts'
import type { Directions } from './directions.ts'
import { type Document, resolve } from './document.ts'
import { kindOf } from './kinds.ts'
import { literal, objectLiteral } from './literal.ts'
import { shapeOf } from './shapes.ts'
import { formOf, writerOf } from './styles.ts'
import { typeOf } from './types.ts'

export interface Body {
  /** Its member of the request's type. */
  readonly member: string
  readonly code: string
}

const form = 'application/x-www-form-urlencoded'

export function readBody(
  document: Document,
  operation: SpecNode,
  directions: Directions,
  place: string,
): Body | undefined {
  if (!operation['requestBody']) return undefined
  const where = `${place}: request body`
  const body = resolve(document.root, operation['requestBody'], where)
  const [type, media] = onlyContent(body, where)
  const isForm = type === form
  if (!isForm && !isJson(type)) throw new Error(`${where} has content type ${type}, which cannot be sent`)
  const schema: SpecNode = media['schema'] ?? {}
  requireName(document, schema, where)
  const fields = isForm ? fieldsOf(document, schema, media['encoding'] ?? {}, where) : []
  const code = schemaCode(document, schema, 'request', where)
  const asForm =
    fields.length > 0 || directions.holdsReadOnly(schema) ? `writeForm(${code}, ${objectLiteral(fields)})` : ''
  const writer = isForm ? asForm : directions.holdsReadOnly(schema) ? `writeJson(${code})` : ''
  const required = body['required'] === true
  const typed = typeOf(document, schema, 'request', where)
  return {
    member: `/** The request body. */\nreadonly body${required ? '' : '?'}: ${typed}${required ? '' : ' | undefined'}`,
    code: objectLiteral([
      ['type', literal(isForm ? 'form' : 'json')],
      ['schema', code],
      ...(isForm || type === 'application/json' ? [] : [['contentType', literal(type)] as const]),
      ...(writer ? [['write', `/* @__PURE__ */ ${writer}`] as const] : []),
    ]),
  }
}

export function onlyContent(holder: SpecNode, where: string): [string, SpecNode] {
  const content = Object.entries<SpecNode>(holder['content'] ?? {})
  const [only] = content
  if (!only || content.length > 1) throw new Error(`${where} must have exactly one content type`)
  const type = only[0].split(';')[0]?.trim() ?? ''
  if (!/^[\w.+*-]+\/[\w.+*-]+$/.test(type)) throw new Error(`${where}: ${JSON.stringify(only[0])} is no content type`)
  return [type.toLowerCase(), only[1]]
}

export function isJson(type: string): boolean {
  return /^(application|text)\/([\w.-]+\+)?json$/.test(type)
}

/** An object in place would need a name that nobody gave. */
export function requireName(document: Document, schema: SpecNode, where: string): void {
  const kind = kindOf(document, schema, where)
  const inner = kind.is === 'array' ? kindOf(document, kind.items, where) : kind
  if (inner.is === 'object' || inner.is === 'union') throw new Error(`${where} must be a $ref to a named schema`)
}

/** The schema value that a body is read or written by. */
export function schemaCode(
  document: Document,
  schema: SpecNode,
  direction: 'request' | 'response',
  where: string,
  more: Record<string, string> = {},
): string {
  const kind = kindOf(document, schema, where)
  const bare = kind.is === 'ref' && !kind.nullable && !kind.secret && Object.keys(more).length === 0
  return bare ? document.typeName(kind.name, direction) : `schema(${shapeOf(document, schema, direction, where, more)})`
}

/** The fields of a form that are more than texts and lists of texts, with how each is written. */
function fieldsOf(document: Document, schema: SpecNode, encoding: SpecNode, where: string): [string, string][] {
  const kind = kindOf(document, schema, where)
  if (kind.is === 'map') {
    if (formOf(document, schema, where) === 'members') return []
    throw new Error(`${where}: a form holds texts: its members cannot be objects or lists of them`)
  }
  const target = kind.is === 'ref' ? document.schemas[kind.name] : undefined
  if (!target || target['enum']) throw new Error(`${where} is a form: it must be an object`)
  if (target['oneOf']) {
    const all = target['oneOf'].flatMap((part: SpecNode) => fieldsOf(document, part, encoding, where))
    return [...new Map<string, string>(all)]
  }
  return Object.entries<SpecNode>(target['properties'] ?? {}).flatMap(([name, member]): [string, string][] => {
    const writer = fieldWriter(document, member, encoding[name] ?? {}, `${where}: \`${name}\``)
    return writer ? [[name, writer]] : []
  })
}

function fieldWriter(document: Document, schema: SpecNode, encoding: SpecNode, where: string): string | undefined {
  const { style, explode, contentType } = encoding
  const asJson = typeof contentType === 'string' && isJson(contentType.split(';')[0]?.trim().toLowerCase() ?? '')
  if (asJson && style === undefined && explode === undefined) return 'queryJson'
  const given = formOf(document, schema, where)
  if ((given === 'members' || given === 'other') && style === undefined && explode === undefined) {
    // 3.0.3 spreads its members, 3.0.4 sends it as JSON: https://spec.openapis.org/oas/v3.0.4.html#encoding-usage-and-restrictions
    throw new Error(
      `${where} is an object in a form, which versions of OpenAPI send differently: ` +
        'say how in `encoding` (`contentType: application/json`, or `style: deepObject`)',
    )
  }
  return writerOf(document, { place: 'query', schema, style, explode }, where)
}
