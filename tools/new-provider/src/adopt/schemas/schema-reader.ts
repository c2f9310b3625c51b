import type { SpecNode } from '../../../../generator/src/check-names.ts'
import { toPascalCase } from '../../names.ts'
import type { Adoption, Direction } from '../adoption.ts'
import { resolveNode } from '../operations.ts'
import { flatten } from './flatten.ts'
import { readScalar, typeOf } from './scalar.ts'
import { componentName, pureReference, type SchemaNames } from './schema-names.ts'
import { settleChoice } from './settle-choice.ts'

const prefix = '#/components/schemas/'
// What is said in other words in what is written, or says nothing about what is sent.
const used = new Set(
  (
    'type properties required items additionalProperties enum const nullable description format minimum maximum ' +
    'minLength maxLength pattern example oneOf anyOf discriminator readOnly writeOnly'
  ).split(' '),
)

/** Reads schemas into a form that code is generated from: objects get names, everything else stands in place. */
export class SchemaReader {
  /** The named schemas. */
  readonly written: SpecNode = {}
  /** The document's own schemas that were read, whether they stand by themselves now or not. */
  readonly reached = new Set<string>()
  readonly #adoption: Adoption
  readonly #names: SchemaNames
  readonly #known = new Map<Direction, Map<SpecNode, string>>([
    ['sent', new Map()],
    ['received', new Map()],
  ])

  constructor(adoption: Adoption, names: SchemaNames) {
    this.#adoption = adoption
    this.#names = names
  }

  /**
   * @param name - What it is called, where it has no name of its own.
   * @param within - What it stands in, without a name between: there it must not come again.
   */
  read(node: unknown, name: string, direction: Direction, within: ReadonlySet<SpecNode> = new Set()): SpecNode {
    const label = ownName(this.#adoption.origin, node) ?? name
    const flat = settleChoice(this.#adoption, flatten(this.#adoption, node, label), label)
    const itself = this.#identify(node)
    if (isNamed(flat)) {
      const reference = { $ref: `${prefix}${this.#define(node, itself, flat, name, direction)}` }
      return flat['nullable'] === true ? { type: 'object', nullable: true, allOf: [reference] } : reference
    }
    if (within.has(itself)) {
      this.#adoption.note(`took \`${name}\` for a value of any kind: it holds itself`)
      return {}
    }
    return this.#inPlace(flat, name, direction, new Set([...within, itself]))
  }

  #identify(node: unknown): SpecNode {
    if (typeof node !== 'object' || node === null) return {}
    const reference = pureReference(node)
    if (reference === undefined) return node
    this.reached.add(componentName(reference) ?? '')
    return this.#identify(resolveNode(this.#adoption.origin, { $ref: reference }))
  }

  #define(node: unknown, itself: SpecNode, flat: SpecNode, suggested: string, direction: Direction): string {
    const known = this.#known.get(direction)?.get(itself)
    if (known !== undefined) return known
    const differs = hasDirection(this.#adoption, itself)
    const other = direction === 'sent' ? 'received' : 'sent'
    const twin = this.#known.get(other)?.get(itself)
    const own = ownName(this.#adoption.origin, node)
    const name =
      own === undefined
        ? this.#names.invent(suggested)
        : twin === undefined
          ? this.#names.keep(own)
          : this.#names.invent(`${own}${direction === 'sent' ? 'Request' : 'Response'}`)
    this.#known.get(direction)?.set(itself, name)
    if (!differs) this.#known.get(other)?.set(itself, name)
    if (own === undefined) this.#adoption.note(`named the schema \`${name}\``)
    else if (own !== name) this.#adoption.note(`renamed the schema \`${own}\` to \`${name}\``)
    this.written[name] = {}
    this.written[name] = flat['x-union'] ? this.#union(flat, name, direction) : this.#object(flat, name, direction)
    return name
  }

  #union(flat: SpecNode, name: string, direction: Direction): SpecNode {
    const variants: [string, SpecNode][] = flat['x-union']
    const mapping = Object.fromEntries(
      variants.map(([value, node]) => [value, this.read(node, `${name}${toPascalCase(value)}`, direction)['$ref']]),
    )
    return {
      ...words(flat),
      oneOf: [...new Set(Object.values(mapping))].map((reference) => ({ $ref: reference })),
      discriminator: { propertyName: flat['discriminator'].propertyName, mapping },
    }
  }

  #object(flat: SpecNode, name: string, direction: Direction): SpecNode {
    this.#tellLeftOut(flat)
    const hidden = direction === 'sent' ? 'readOnly' : 'writeOnly'
    const properties: SpecNode = {}
    for (const [property, node] of Object.entries<SpecNode>(flat['properties'])) {
      const member = flatten(this.#adoption, node, property)
      if (member[hidden] === true) {
        this.#adoption.note(`left out \`${property}\`, which is not ${direction} (\`${hidden}\`)`)
        continue
      }
      properties[property] = this.read(node, `${name}${toPascalCase(property)}`, direction)
    }
    const required: string[] = (flat['required'] ?? []).filter((property: string) => {
      if (properties[property] !== undefined) return true
      const undescribed = flat['properties'][property] === undefined && direction === 'sent'
      if (undescribed) properties[property] = {}
      return undescribed
    })
    return {
      ...words(flat),
      type: 'object',
      ...(required.length > 0 && { required }),
      properties,
      ...exampleIn(flat),
      ...(flat['x-variants'] && { 'x-variants': flat['x-variants'] }),
    }
  }

  #inPlace(flat: SpecNode, name: string, direction: Direction, within: ReadonlySet<SpecNode>): SpecNode {
    this.#tellLeftOut(flat)
    const { type, items, additionalProperties: values, nullable } = flat
    const shared = { ...words(flat), ...(nullable === true && { nullable }) }
    if (type === 'array' || (type === undefined && items)) {
      const marks = Object.fromEntries(
        ['x-secret', 'x-lenient'].filter((key) => key in flat).map((key) => [key, flat[key]]),
      )
      const read = this.read(items ?? {}, `${name}Item`, direction, within)
      return { ...shared, ...marks, type: 'array', items: read, ...exampleIn(flat) }
    }
    if (type === 'object' || (type === undefined && typeof values === 'object')) {
      const isMap = typeof values === 'object' && Object.keys(values).length > 0
      return {
        ...shared,
        type: 'object',
        ...(isMap && { additionalProperties: this.read(values, `${name}Item`, direction, within) }),
      }
    }
    // Anything may be null, too.
    return readScalar(flat, name, this.#adoption.note) ?? words(flat)
  }

  #tellLeftOut(flat: SpecNode): void {
    for (const keyword of Object.keys(flat)) {
      // Of lists and objects no code checks it.
      const isLost = keyword === 'enum' && !typeOf(flat) && (flat['type'] || flat['properties'])
      if ((used.has(keyword) && !isLost) || keyword.startsWith('x-')) continue
      this.#adoption.note(`left out \`${keyword}\`, which generated code does not check`)
    }
  }
}

function isNamed(flat: SpecNode): boolean {
  return Boolean(flat['x-union']) || Object.keys(flat['properties'] ?? {}).length > 0
}

/** Of a list or an object. */
function exampleIn({ example }: SpecNode): SpecNode {
  return typeof example === 'object' && example !== null ? { example } : {}
}

function words({ description }: SpecNode): SpecNode {
  return typeof description === 'string' && description.trim() !== '' ? { description } : {}
}

function ownName(document: SpecNode, node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const reference = pureReference(node)
  if (reference === undefined) return undefined
  const target = resolveNode(document, { $ref: reference })
  const further = pureReference(target)
  return further === undefined ? componentName(reference) : ownName(document, target)
}

/** Whether some member is only sent, or only received, however deep it is. */
function hasDirection({ origin }: Adoption, node: SpecNode): boolean {
  const seen = new Set<SpecNode>()
  const look = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false
    if (seen.has(value)) return false
    seen.add(value)
    const { readOnly, writeOnly, $ref: reference, ...others }: SpecNode = value
    if (readOnly === true || writeOnly === true) return true
    if (typeof reference === 'string' && look(resolveNode(origin, { $ref: reference }))) return true
    return Object.values(others).some(look)
  }
  return look(node)
}
