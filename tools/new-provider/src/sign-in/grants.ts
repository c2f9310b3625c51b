import type { SpecNode } from '../../../generator/src/check-names.ts'
import { pointerTo, resolveNode } from '../adopt/operations.ts'
import { toSnakeCase } from '../adopt/words.ts'
import { toPascalCase } from '../names.ts'
import { changeGiven, givenIn, holdsSecret, type Member, quote, readMembers } from './members.ts'

/** One of several forms of a sign-in's body. */
export interface Variant {
  /** In the name of its type: `Password`. */
  readonly pascal: string
  readonly members: readonly Member[]
}

/** The forms of a body of which credentials of one kind each are made. Those without a secret sign nobody in. */
export function readVariants(document: SpecNode, schema: SpecNode): Variant[] {
  const variants = schema['discriminator'] ? byDiscriminator(document, schema) : byMembers(document, schema)
  const able = onlyOwnOptions(variants.filter(({ members }) => holdsSecret(members) && !renews(members)))
  const named = new Map(able.map((variant) => [variant.pascal, variant]))
  return named.size > 1 ? [...named.values()] : able.length === 1 && variants.length > 1 ? able : []
}

/** A form of what is sent with a refresh token is how sessions go on, and not how they begin. */
function renews(members: readonly Member[]): boolean {
  return givenIn(members)
    .filter(({ secret, required }) => secret && required)
    .every(({ wire }) => /refresh/i.test(wire))
}

/** What only some forms need comes with the credentials of that form: as an option of all it could be missing. */
function onlyOwnOptions(variants: readonly Variant[]): Variant[] {
  const isShared = (name: string): boolean =>
    variants.every(({ members }) => givenIn(members).some((given) => given.name === name && given.required))
  return variants.map((variant) => ({
    ...variant,
    members: changeGiven(variant.members, (given) =>
      given.from === 'options' && given.required && !isShared(given.name) ? { ...given, from: 'credentials' } : given,
    ),
  }))
}

function byDiscriminator(document: SpecNode, schema: SpecNode): Variant[] {
  const { propertyName, mapping }: SpecNode = schema['discriminator']
  return Object.entries<string>(mapping).map(([value, reference]) => {
    const variant = resolveNode(document, { $ref: reference })
    const members = readMembers(document, variant).filter(({ wire }) => wire !== propertyName)
    const telling: Member = { wire: propertyName, description: '', source: { kind: 'constant', literal: quote(value) } }
    return { pascal: nameOf(value) || String(pointerTo(reference).at(-1)), members: [telling, ...members] }
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
    return { pascal: nameOf(String(telling ?? title ?? secret ?? '')) || `Form${index + 1}`, members }
  })
}

/** Grants of others than RFC 6749 are named by URNs. */
function nameOf(value: string): string {
  return toPascalCase(value.replace(/^urn:.*grant-?type:/i, '')).replace(/^(?=\d)/, 'Form')
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
