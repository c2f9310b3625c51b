import type { SpecNode } from '../check-names.ts'
import { type Document, schemaReference } from './document.ts'
import { kindOf } from './kinds.ts'

type Form = 'scalar' | 'list' | 'members' | 'other'
type Table = Readonly<Record<string, Partial<Record<Form, readonly [plain: Writer, exploded: Writer]>>>>
/** A writer of core; `''` is what core does by itself, `undefined` what OpenAPI's table has no example of. */
type Writer = string | undefined

const delimited = (writer: string): Table[string] => ({
  scalar: ['', ''],
  list: [writer, ''],
  members: [writer, undefined],
})

/** OpenAPI's own table of styles: https://spec.openapis.org/oas/v3.0.4.html#style-examples */
const table: Readonly<Record<string, Table>> = {
  query: {
    form: { scalar: ['', ''], list: ['commaDelimited', ''], members: ['commaDelimited', 'queryMembers'] },
    spaceDelimited: delimited('spaceDelimited'),
    pipeDelimited: delimited('pipeDelimited'),
    deepObject: { members: ['deepObject', 'deepObject'] },
  },
  path: {
    simple: { scalar: ['', ''], list: ['', ''], members: ['pathParts', 'pathMembers'] },
    label: {
      scalar: ['label', 'label'],
      list: ['label', 'labelExploded'],
      members: ['label', 'labelExploded'],
    },
    matrix: {
      scalar: ['matrix', 'matrix'],
      list: ['matrix', 'matrixExploded'],
      members: ['matrix', 'matrixExploded'],
    },
  },
  header: { simple: { scalar: ['', ''], list: ['', ''], members: ['headerParts', 'headerMembers'] } },
  cookie: { form: { scalar: ['cookie', 'cookie'] }, cookie: { scalar: ['cookie', 'cookie'] } },
}
const defaults: Readonly<Record<string, string>> = { query: 'form', path: 'simple', header: 'simple', cookie: 'form' }
const jsonWriters: Readonly<Record<string, string>> = { query: 'queryJson', path: 'pathJson', header: 'headerJson' }

/** What generated code may import to write parameters and fields. */
export const writers: readonly string[] = [
  ...new Set([
    ...Object.values(jsonWriters),
    ...Object.values(table).flatMap((styles) =>
      Object.values(styles).flatMap((forms) => Object.values(forms).flatMap((pair) => pair.filter((name) => name))),
    ),
  ]),
].filter((name) => name !== undefined)

interface Styled {
  readonly place: string
  readonly schema: SpecNode
  readonly style?: unknown
  readonly explode?: unknown
}

/** The writer for a parameter, or `undefined` where core needs none. */
export function writerOf(document: Document, styled: Styled, where: string): string | undefined {
  const { place, schema } = styled
  const style = styled.style ?? defaults[place]
  const explode = styled.explode ?? (style === 'form' || style === 'cookie')
  const form = formOf(document, schema, where)
  const pair = table[place]?.[String(style)]?.[form]
  const writer = pair?.[explode ? 1 : 0]
  if (writer === undefined) {
    const what = { scalar: 'a single value', list: 'a list', members: 'an object', other: 'what is nested deeper' }[
      form
    ]
    throw new Error(
      `${where}: \`style: ${style}\`${explode ? ', exploded,' : ''} cannot carry ${what} in a ${place}: ` +
        'give it another `style` or a simpler schema, or leave it out',
    )
  }
  return writer || undefined
}

export function jsonWriterOf(place: string, where: string): string {
  const writer = jsonWriters[place]
  if (!writer) throw new Error(`${where}: JSON cannot be sent in a ${place}: give it a \`schema\` of a single value`)
  return writer
}

/** What of a value's form matters for a style. Nothing is nested deeper than one level. */
export function formOf(document: Document, schema: SpecNode, where: string): Form {
  const kind = kindOf(document, schema, where)
  switch (kind.is) {
    case 'array':
      return formOf(document, kind.items, where) === 'scalar' ? 'list' : 'other'
    case 'map':
      return formOf(document, kind.values, where) === 'scalar' ? 'members' : 'other'
    case 'object':
      return holdsScalars(document, kind.properties, where) ? 'members' : 'other'
    case 'union':
      return 'other'
    case 'ref': {
      const target = document.schemas[kind.name]
      if (!target || target['oneOf']) return 'other'
      return target['properties'] ? formOf(document, withoutReference(target), where) : 'scalar'
    }
    // Core refuses an object where nothing says what is sent.
    default:
      return 'scalar'
  }
}

function holdsScalars(document: Document, properties: Record<string, SpecNode>, where: string): boolean {
  return Object.values(properties).every((schema) => {
    const name = schemaReference(schema)
    // An object in an object is nested too deeply, whatever it holds: a cycle would never end.
    if (name !== undefined && document.schemas[name]?.['properties']) return false
    return formOf(document, schema, where) === 'scalar'
  })
}

function withoutReference({ $ref: _, ...schema }: SpecNode): SpecNode {
  return schema
}
