import type { SpecNode } from '../../../generator/src/check-names.ts'
import { Refusal } from '../source/refusal.ts'
import type { Adoption } from './adoption.ts'
import { pointerOf, type SpecOperation } from './operations.ts'

/**
 * What OpenAPI has at a place: a text, any value, an object (whose members are as `objects` names them, if it does), or
 * several of one form.
 */
type Form = string | readonly [several: 'list' | 'map' | 'one or list', of: Form]

const parameters: Form = ['list', 'parameter']
const servers: Form = ['list', 'server']
const security: Form = ['list', ['map', 'value']]
const content: Form = ['map', 'media']
const schemas: Form = ['map', 'schema']
const parts: Form = ['list', 'schema']
const method = 'operation'
const headers: Form = ['map', 'parameter']

const objects: Readonly<Record<string, Readonly<Record<string, Form>>>> = {
  document: {
    info: 'object',
    servers,
    security,
    tags: ['list', 'object'],
    paths: ['map', 'item'],
    components: 'components',
    $defs: schemas,
  },
  components: {
    schemas,
    headers,
    responses: ['map', 'body'],
    requestBodies: ['map', 'body'],
    parameters: ['map', 'parameter'],
    securitySchemes: ['map', 'securityScheme'],
  },
  securityScheme: { type: 'text', scheme: 'text', in: 'text', name: 'text' },
  item: {
    ...{ parameters, servers, get: method, put: method, post: method, delete: method },
    ...{ patch: method, head: method, options: method },
  },
  operation: {
    ...{ parameters, servers, security, operationId: 'text', tags: ['list', 'value'] },
    ...{ requestBody: 'body', responses: ['map', 'body'] },
  },
  parameter: { name: 'text', in: 'text', schema: 'schema', content, examples: ['map', 'object'] },
  body: { content, headers },
  media: { schema: 'schema', encoding: ['map', 'object'], examples: ['map', 'object'] },
  schema: {
    ...{ $ref: 'text', $defs: schemas, properties: schemas, items: 'schema', additionalProperties: 'schema' },
    ...{ allOf: parts, oneOf: parts, anyOf: parts, required: ['list', 'text'], enum: ['list', 'value'] },
    ...{ type: ['one or list', 'text'], format: 'text', pattern: 'text', discriminator: 'discriminator' },
  },
  discriminator: { propertyName: 'text', mapping: ['map', 'text'] },
  server: { url: 'text', variables: ['map', 'variable'] },
  variable: { enum: ['list', 'value'] },
}

/**
 * Leaves out whatever is not of the form that OpenAPI has at its place, such as a text where a schema should be. It says
 * nothing that could be generated. What is left can be read without another look.
 */
export function leaveOutMisshapen(document: SpecNode): string[][] {
  const found: string[][] = []
  const seen = new Set<object>()
  visit(document, 'document', [])
  return found

  function visit(node: object, form: Form, pointer: readonly string[]): void {
    if (seen.has(node)) return
    seen.add(node)
    if (typeof form === 'object') {
      if (Array.isArray(node)) {
        const kept = node.filter((item, index) => fits(item, form[1], [...pointer, String(index)]))
        if (kept.length < node.length) node.splice(0, node.length, ...kept)
      } else for (const key of Object.keys(node)) check(node, key, form[1], pointer)
      return
    }
    const members = objects[form] ?? {}
    for (const [key, inner] of Object.entries(members)) if (key in node) check(node, key, inner, pointer)
  }

  function check(holder: SpecNode, key: string, form: Form, pointer: readonly string[]): void {
    if (!fits(holder[key], form, [...pointer, key])) delete holder[key]
  }

  function fits(value: unknown, form: Form, pointer: string[]): boolean {
    // Extensions are nobody's to judge.
    if (pointer.at(-1)?.startsWith('x-')) return true
    const isFit = isOfForm(value, form)
    if (!isFit) found.push(pointer)
    else if (typeof value === 'object' && value !== null) visit(value, form, pointer)
    return isFit
  }
}

function isOfForm(value: unknown, form: Form): boolean {
  if (form === 'value') return true
  if (form === 'text') return typeof value === 'string'
  // JSON Schema has `true` for anything.
  if (form === 'schema' && typeof value === 'boolean') return true
  if (typeof form === 'object' && form[0] === 'one or list' && typeof value === 'string') return true
  const isList = typeof form === 'object' && form[0] !== 'map'
  return typeof value === 'object' && value !== null && Array.isArray(value) === isList
}

/** Tells what was left out, and refuses it where the sign-in has it: it may be what is needed. */
export function tellMisshapen(places: readonly string[][], signIn: SpecOperation, note: Adoption['note']): void {
  for (const pointer of places) {
    const own = [...pointerOf(signIn)]
    const what = `\`${pointer.slice(-2).join('/')}\``
    if (own.every((part, index) => pointer[index] === part)) {
      throw new Refusal(pointer, `${what} is not what OpenAPI has there, and \`${signIn.id}\` has it: mend it`)
    }
    note(`left out ${what}, which is not what OpenAPI has there`)
  }
}
