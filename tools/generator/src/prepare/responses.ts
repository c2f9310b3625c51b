import type { SpecNode } from '../check-names.ts'
import { commentText } from '../comments.ts'
import { isJson, onlyContent, requireName, schemaCode } from './bodies.ts'
import { type Document, resolve } from './document.ts'
import { kindOf } from './kinds.ts'
import { literal, objectLiteral } from './literal.ts'
import { memberOf, typeOf } from './types.ts'

export interface Response {
  /** `200`, `4XX` or `default`. */
  readonly status: string
  readonly doc: string
  /** The member of the result's type. */
  readonly type: string
  /** The schema of its body, as code. */
  readonly schema: string
  /** Content types of the body. */
  readonly accept: readonly string[]
  /** Names of its headers, and how core reads each. */
  readonly headers: ReadonlyArray<readonly [string, string]>
}

export function readResponses(document: Document, operation: SpecNode, method: string, where: string): Response[] {
  const given = Object.entries<SpecNode>(operation['responses'] ?? {}).filter(([key]) => !key.startsWith('x-'))
  const responses = given.map(([key, response]) => {
    const status = /^[1-5]xx$/i.test(key) ? key.toUpperCase() : key
    if (!/^([1-5](\d\d|XX)|default)$/.test(status)) throw new Error(`${where}: ${JSON.stringify(key)} is no status`)
    const place = `${where}: response ${status}`
    return readResponse(document, resolve(document.root, response, place), status, method, place)
  })
  const rank = ({ status }: Response): number => (status === 'default' ? 2 : status.endsWith('XX') ? 1 : 0)
  return responses.sort((a, b) => rank(a) - rank(b))
}

function readResponse(document: Document, response: SpecNode, status: string, method: string, where: string): Response {
  const body = readContent(document, response, status, method, where)
  const name = /^\d+$/.test(status) ? status : literal(status)
  const headers = Object.entries<SpecNode>(response['headers'] ?? {})
    // OpenAPI has it described by `content` alone.
    .filter(([header]) => header.toLowerCase() !== 'content-type')
    .map(([header, node]) => readHeader(document, header, node, where))
  const type = `Documented<${name}, ${body.type}>`
  return {
    status,
    doc: commentText(String(response['description'] ?? '')).replaceAll('\n * ', '\n *   '),
    type:
      headers.length > 0
        ? `(${type} & { readonly headers: {\n${headers.map(({ member }) => member).join('\n')}\n} })`
        : type,
    schema: body.schema,
    accept: body.accept,
    headers: headers.map(({ name: header, code }) => [header, code]),
  }
}

const nothing = { type: 'undefined', schema: 'undefined', accept: [] }

function readContent(
  document: Document,
  response: SpecNode,
  status: string,
  method: string,
  where: string,
): { type: string; schema: string; accept: readonly string[] } {
  if (['204', '205', '304'].includes(status) || method === 'head') return nothing
  if (!response['content'] || Object.keys(response['content']).length === 0) return nothing
  const [type, media] = onlyContent(response, where)
  const isError = /^[1345]/.test(status)
  const schema: SpecNode = media['schema'] ?? {}
  // The text of an error is at hand beside its data, without secrets.
  const isText = type.startsWith('text/') && !isJson(type)
  if (isError && !isJson(type) && type !== '*/*') return nothing
  if (!isJson(type) && !['*/*', 'application/*', 'text/plain', 'text/*'].includes(type)) {
    throw new Error(`${where} has content type ${type}, which is not read: only JSON and text/plain are`)
  }
  requireName(document, schema, where)
  if (isText && !['string', 'any'].includes(kindOf(document, schema, where).is)) {
    throw new Error(`${where} is ${type}, but its schema is no string: say \`type: string\`, or application/json`)
  }
  const read = isText ? { ...schema, type: 'string' } : schema
  const { is, secret } = kindOf(document, read, where)
  const more = {
    ...(isText && { text: 'true' }),
    // A text alone is what was asked for: a token, as a rule.
    ...(is === 'string' && !isError && !secret && { secret: 'true' }),
  }
  const data = typeOf(document, read, 'response', where)
  // A range of successes may be one without a body.
  const certain = /^2\d\d$/.test(status) || data === 'unknown'
  return {
    type: certain ? data : `${data} | undefined`,
    schema: schemaCode(document, read, 'response', where, more),
    accept: type.includes('*') ? [] : [type],
  }
}

function readHeader(
  document: Document,
  name: string,
  node: SpecNode,
  where: string,
): { name: string; member: string; code: string } {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || name === '__proto__') {
    throw new Error(`${where}: no header can be called ${JSON.stringify(name)}`)
  }
  const header = resolve(document.root, node, where)
  const isCookie = name.toLowerCase() === 'set-cookie'
  const secret = header['x-secret'] === true || header['schema']?.['x-secret'] === true
  const text: unknown = header['description']
  return {
    name,
    member: memberOf(
      name,
      isCookie ? 'ReadonlyArray<string>' : 'string',
      true,
      typeof text === 'string' ? commentText(text) : '',
    ),
    code: objectLiteral(secret ? [['secret', 'true']] : []),
  }
}
