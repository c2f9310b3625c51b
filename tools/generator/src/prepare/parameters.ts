import type { SpecNode } from '../check-names.ts'
import { commentText } from '../comments.ts'
import { type Document, resolve } from './document.ts'
import { literal, objectLiteral } from './literal.ts'
import { jsonWriterOf, writerOf } from './styles.ts'
import { checkInherited, memberOf, typeOf } from './types.ts'

export interface Parameter {
  readonly name: string
  readonly place: string
  /** Its member of the request's type. */
  readonly member: string
  /** How core sends it. */
  readonly code: string
}

/** The parameters of an operation and of its path, where those of the operation win. */
export function readParameters(document: Document, item: SpecNode, operation: SpecNode, where: string): Parameter[] {
  const byPlace = new Map<string, SpecNode>()
  for (const given of [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])]) {
    const parameter = resolve(document.root, given, where)
    byPlace.set(`${parameter['in']} ${parameter['name']}`, parameter)
  }
  return [...byPlace.values()].map((parameter) => readParameter(document, parameter, where))
}

function readParameter(document: Document, parameter: SpecNode, where: string): Parameter {
  const name = String(parameter['name'])
  const place = String(parameter['in'])
  const at = `${where}: the ${place} parameter \`${name}\``
  if (!['path', 'query', 'header', 'cookie'].includes(place)) {
    throw new Error(`${at} must be in path, query, header or cookie`)
  }
  if (['header', 'cookie'].includes(place) && !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
    throw new Error(`${at}: no ${place} can have that name`)
  }
  const [content, ...others] = Object.entries<SpecNode>(parameter['content'] ?? {})
  if (content && (others.length > 0 || !/[/+]json\b/i.test(content[0]))) {
    throw new Error(`${at}: \`content\` must have exactly one type, application/json: nothing else can be sent`)
  }
  const schema: SpecNode = content?.[1]['schema'] ?? parameter['schema'] ?? {}
  const writer = content
    ? jsonWriterOf(place, at)
    : writerOf(document, { place, schema, style: parameter['style'], explode: parameter['explode'] }, at)
  const secret = parameter['x-secret'] === true || schema['x-secret'] === true
  const required = place === 'path' || parameter['required'] === true
  if (!required) checkInherited(name, at)
  const text: unknown = parameter['description']
  return {
    name,
    place,
    member: memberOf(
      name,
      typeOf(document, schema, 'request', at),
      !required,
      typeof text === 'string' ? commentText(text) : '',
    ),
    code: objectLiteral([
      ['in', literal(place)],
      ['name', literal(name)],
      ...(secret ? [['secret', 'true'] as const] : []),
      ...(writer ? [['write', writer] as const] : []),
    ]),
  }
}

/** A path whose every `{name}` is a parameter, and that no URL parser changes. */
export function checkPath(path: string, parameters: readonly Parameter[], where: string): void {
  const named = new Set([...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name))
  const given = new Set(parameters.filter(({ place }) => place === 'path').map(({ name }) => name))
  for (const name of named) {
    if (!given.has(name ?? ''))
      throw new Error(`${where}: \`{${name}}\` is no parameter: describe it with \`in: path\``)
  }
  for (const name of given) {
    if (!named.has(name)) throw new Error(`${where}: the path has no \`{${name}}\`: leave that path parameter out`)
  }
  const fixed = path.replaceAll(/\{[^{}]*\}/g, '')
  if (!/^\/[\w\-.~!$&'()*+,;=:@%/]*$/.test(fixed) || /(^|\/)\.{1,2}(\/|$)/.test(path)) {
    throw new Error(`${where}: a path starts with / and has no query, fragment, space or dots alone: write it so`)
  }
}
