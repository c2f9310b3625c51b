import type { SpecNode } from '../../../generator/src/check-names.ts'
import { pointerTo, resolveNode } from '../adopt/operations.ts'
import { toSnakeCase } from '../adopt/words.ts'
import { toPascalCase } from '../names.ts'
import { givenIn, holdsSecret, type Member, quote, readMembers } from './members.ts'

/** One of several forms of a sign-in's body. */
export interface Variant {
  /** In the name of its type: `Password`. */
  readonly pascal: string
  readonly members: readonly Member[]
}

/** The forms of a body of which credentials of one kind each are made. Those without a secret sign nobody in. */
export function readVariants(document: SpecNode, schema: SpecNode): Variant[] {
  const variants = schema['discriminator'] ? byDiscriminator(document, schema) : byMembers(document, schema)
  const able = variants.filter(({ members }) => holdsSecret(members))
  const named = new Map(able.map((variant) => [variant.pascal, variant]))
  return named.size > 1 ? [...named.values()] : able.length === 1 && variants.length > 1 ? able : []
}

function byDiscriminator(document: SpecNode, schema: SpecNode): Variant[] {
  const { propertyName, mapping }: SpecNode = schema['discriminator']
  return Object.entries<string>(mapping).map(([value, reference]) => {
    const variant = resolveNode(document, { $ref: reference })
    const members = readMembers(document, variant).filter(({ wire }) => wire !== propertyName)
    const telling: Member = { wire: propertyName, description: '', source: { kind: 'constant', literal: quote(value) } }
    return { pascal: toPascalCase(value) || String(pointerTo(reference).at(-1)), members: [telling, ...members] }
  })
}

function byMembers(document: SpecNode, schema: SpecNode): Variant[] {
  const forms: SpecNode[] = schema['x-variants'] ?? []
  return forms.map(({ title, members: names, required, values }, index) => {
    const properties = Object.fromEntries(
      Object.entries<SpecNode>(schema['properties']).flatMap(([name, node]) => {
        if (!names.includes(name)) return []
        const only: unknown = values[name]
        return [[name, only === undefined ? node : { ...resolveNode(document, node), enum: [only] }]]
      }),
    )
    const wanted: string[] = [...required, ...Object.keys(values)]
    const members = chooseGrant(readMembers(document, { properties, required: wanted }))
    const [telling] = Object.values<unknown>(values)
    const secret = givenIn(members).find((given) => given.secret && given.required)?.wire
    return { pascal: toPascalCase(String(telling ?? title ?? secret ?? `Form${index + 1}`)), members }
  })
}

/** The grant of an OAuth request (RFC 6749), by what else is sent with it. */
export function chooseGrant(members: readonly Member[]): Member[] {
  const names = members.map(({ wire }) => toSnakeCase(wire))
  return members.map((member) => {
    const { wire, source } = member
    if (toSnakeCase(wire) !== 'grant_type' || source.kind !== 'given') return member
    const [given] = source.values
    const allowed = [...String(given?.type ?? '').matchAll(/'([^']+)'/g)].map(([, value]) => value)
    const fits = (grant: string): boolean => allowed.length === 0 || allowed.includes(grant)
    const wanted = [
      ...(names.includes('password') ? ['password'] : []),
      'client_credentials',
      ...(names.includes('code') ? ['authorization_code'] : []),
    ].find(fits)
    return wanted === undefined ? member : { ...member, source: { kind: 'constant', literal: quote(wanted) } }
  })
}
