import type { Finding } from '../rules/rule.ts'
import { finding } from '../rules/rules.ts'
import { compareValues } from './compare-values.ts'
import {
  entriesOf,
  isMarked,
  listOf,
  type Node,
  nodeOf,
  referenceOf,
  type Spec,
  sameMeaning,
  specOf,
} from './openapi.ts'
import { type Place, type Use, usesOf } from './uses.ts'

/** Schemas that are gone under one name and there under another, with the same content. */
export function findRenamed(base: Spec, now: Spec): ReadonlyMap<string, string> {
  const fresh = [...now.schemas].filter(([name]) => !base.schemas.has(name))
  const renamed = new Map<string, string>()
  for (const [from, schema] of base.schemas) {
    if (now.schemas.has(from)) continue
    const taken = new Set(renamed.values())
    const found = fresh.find(([to, candidate]) => !taken.has(to) && sameMeaning(schema, candidate))
    if (found) renamed.set(from, found[0])
  }
  return renamed
}

/** The earlier document with today's names, so that a new name alone is one difference and not many. */
export function withNewNames({ document }: Spec, renamed: ReadonlyMap<string, string>): Spec {
  const components = nodeOf(document['components'])
  const schemas = entriesOf(components['schemas']).map(([name, schema]) => [renamed.get(name) ?? name, schema])
  let text = JSON.stringify({ ...document, components: { ...components, schemas: Object.fromEntries(schemas) } })
  for (const [from, to] of renamed) {
    text = text.replaceAll(`"#/components/schemas/${from}"`, `"#/components/schemas/${to}"`)
  }
  return specOf(JSON.parse(text))
}

/** What changed about the named schemas and their fields. */
export function compareSchemas(base: Spec, now: Spec): Finding[] {
  const findings: Finding[] = []
  const before = usesOf(base)
  const after = usesOf(now)
  for (const [schema, old] of base.schemas) {
    const fresh = now.schemas.get(schema)
    if (!fresh) findings.push(finding('schema-removed', { schema }))
    else if (!sameMeaning(old, fresh)) {
      const found = compareSchema(schema, old, fresh, usesFor(schema, before, after))
      findings.push(...(found.length > 0 ? found : [finding('other-change', { place: `\`${schema}\`` })]))
    }
  }
  for (const schema of now.schemas.keys()) {
    if (!base.schemas.has(schema)) findings.push(finding('schema-added', { schema }))
  }
  return findings
}

/** A schema that nobody used may be used either way by those who import it. */
function usesFor(schema: string, ...all: ReadonlyArray<ReadonlyMap<string, ReadonlySet<Use>>>): ReadonlySet<Use> {
  const uses = all.map((known) => known.get(schema)).find((known) => known !== undefined)
  return uses ?? new Set(['request', 'success'])
}

function compareSchema(schema: string, base: Node, now: Node, uses: ReadonlySet<Use>): Finding[] {
  const fields = new Map(entriesOf(base['properties']))
  const fresh = new Map(entriesOf(now['properties']))
  const findings = compareValues(withoutFields(base), withoutFields(now), { place: schema, uses })
  findings.push(...compareVariants(schema, base, now, uses))
  for (const name of new Set([...fields.keys(), ...fresh.keys()])) {
    const place = `${schema}.${name}`
    const [old, field] = [fields.get(name), fresh.get(name)]
    const needed = [isRequired(base, name), isRequired(now, name)] as const
    if (uses.has('request')) {
      findings.push(
        ...compareField(sent(old, needed[0]), sent(field, needed[1]), { place, uses: new Set(['request']) }),
      )
    }
    const read = new Set([...uses].filter((use) => use !== 'request'))
    findings.push(...compareField(received(old, needed[0]), received(field, needed[1]), { place, uses: read }))
    if (old && field) findings.push(...compareValues(old, field, { place, uses }))
  }
  return findings
}

/** A field as one direction has it: only the server writes what is read-only, and what is write-only may not come back. */
interface Field {
  readonly required: boolean
}

function sent(node: Node | undefined, required: boolean): Field | undefined {
  return node && !isMarked(node, 'readOnly') ? { required } : undefined
}

function received(node: Node | undefined, required: boolean): Field | undefined {
  return node && { required: required && !isMarked(node, 'writeOnly') }
}

function compareField(base: Field | undefined, now: Field | undefined, at: Place): Finding[] {
  const { place, uses } = at
  if (base && now) return compareRequired(base.required, now.required, at)
  if (now) return addedField(now.required, at)
  if (!base) return []
  if (uses.has('request')) return [finding('request-field-removed', { place })]
  return isRead(uses) ? [finding('answer-field-removed', { place })] : []
}

function withoutFields({ properties: _, required: __, oneOf: ___, discriminator: ____, ...rest }: Node): Node {
  return rest
}

function isRequired(schema: Node, name: string): boolean {
  return Array.isArray(schema['required']) && schema['required'].includes(name)
}

function isRead(uses: ReadonlySet<Use>): boolean {
  return uses.has('success') || uses.has('error')
}

function addedField(required: boolean, { place, uses }: Pick<Place, 'place' | 'uses'>): Finding[] {
  const findings: Finding[] = []
  if (uses.has('request')) {
    findings.push(finding(required ? 'request-field-added-required' : 'request-field-added-optional', { place }))
  }
  if (uses.has('success') && required) findings.push(finding('answer-field-added-required', { place }))
  else if (isRead(uses)) findings.push(finding('answer-field-added', { place }))
  return findings
}

function compareRequired(base: boolean, now: boolean, { place, uses }: Place): Finding[] {
  if (base === now) return []
  const findings: Finding[] = []
  if (uses.has('request')) {
    findings.push(finding(now ? 'request-field-became-required' : 'request-field-became-optional', { place }))
  }
  if (!now && isRead(uses)) findings.push(finding('answer-field-became-optional', { place }))
  if (now && uses.has('success')) findings.push(finding('answer-field-became-required', { place }))
  else if (now && uses.has('error')) findings.push(finding('error-field-became-required', { place }))
  return findings
}

function compareVariants(schema: string, base: Node, now: Node, uses: ReadonlySet<Use>): Finding[] {
  const old = variantsOf(base)
  const fresh = variantsOf(now)
  const added = [...fresh.keys()].filter((value) => !old.has(value))
  const removed = [...old.keys()].filter((value) => !fresh.has(value))
  const replaced = [...old].filter(([value, target]) => {
    const other = fresh.get(value)
    return other !== undefined && other !== target
  })
  const [from, to] = [base, now].map((union) => String(nodeOf(union['discriminator'])['propertyName'] ?? 'nothing'))
  return [
    ...(from !== to && old.size > 0
      ? [finding('discriminator-changed', { schema, from: `${from}`, to: `${to}` })]
      : []),
    ...added.map((value) => finding(isRead(uses) ? 'answer-variant-added' : 'variant-added', { schema, value })),
    ...removed.map((value) => finding('variant-removed', { schema, value })),
    ...replaced.map(([value, from]) =>
      finding('type-changed', {
        place: `${schema} (${value})`,
        from: `\`${from}\``,
        to: `\`${fresh.get(value)}\``,
      }),
    ),
  ]
}

/** The variants of a union: by its mapping, and by the names of those that the mapping leaves out. */
function variantsOf(schema: Node): ReadonlyMap<string, string> {
  const mapping = Object.entries(nodeOf(nodeOf(schema['discriminator'])['mapping'])).map(
    ([value, pointer]) => [value, String(pointer).split('/').at(-1) ?? ''] as const,
  )
  const mapped = new Set(mapping.map(([, name]) => name))
  const names = listOf(schema['oneOf']).flatMap((part) => referenceOf(part) ?? [])
  return new Map([...mapping, ...names.filter((name) => !mapped.has(name)).map((name) => [name, name] as const)])
}
