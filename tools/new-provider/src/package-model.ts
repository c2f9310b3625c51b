import type { SpecNode } from '../../generator/src/check-names.ts'
import { type Names, toCamelCase } from './names.ts'
import type { SignIn } from './sign-in.ts'
import type { Given } from './sign-in-members.ts'

/** What the templates are filled with. */
export interface PackageModel {
  readonly names: Names
  readonly signIn: SignIn
  /** The provider's own options, and what whoever signs in gives. Names that occur twice are one. */
  readonly options: readonly Given[]
  readonly credentials: readonly Given[]
  /** What a success says beside the token. */
  readonly session: readonly SessionMember[]
  /** The members of a success that hold the tokens and their lifetime, where their names tell. */
  readonly accessToken: SuccessMember | undefined
  readonly refreshToken: SuccessMember | undefined
  readonly expiresIn: SuccessMember | undefined
}

export interface SuccessMember {
  readonly wire: string
  /** Whether it is always there, and never null. */
  readonly certain: boolean
}

export interface SessionMember {
  readonly wire: string
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly description: string
}

const shared =
  'credentials store identity authBaseUrl apiBaseUrl origins headers fetch clock random waitUntil timing retry onStoreFailure onEvent'

export function createModel(names: Names, signIn: SignIn): PackageModel {
  const given = [...signIn.parameters, ...(signIn.body ?? [])].flatMap(({ source }) =>
    source.kind === 'given' ? source.values : [],
  )
  const clash = given.find(({ from, name }) => from === 'options' && shared.split(' ').includes(name))
  if (clash) {
    throw new Error(
      `\`${clash.name}\` of the sign-in would become an option that every provider has with another meaning: give it an \`enum\` of one value, or leave it out of the document`,
    )
  }
  const properties = Object.entries<SpecNode>(signIn.success?.schema['properties'] ?? {})
  const required: string[] = signIn.success?.schema['required'] ?? []
  const find = (pattern: RegExp, types: readonly string[]): SuccessMember | undefined => {
    const [wire, schema] = properties.find(([name, { type }]) => pattern.test(name) && types.includes(type)) ?? []
    return wire === undefined ? undefined : { wire, certain: required.includes(wire) && schema?.['nullable'] !== true }
  }
  const accessToken = find(/^access_?token$/i, ['string']) ?? find(/^(token|jwt|id_?token)$/i, ['string'])
  const expiresIn = find(/^expires_?in$/i, ['integer', 'number'])
  return {
    names,
    signIn,
    options: distinct(given.filter(({ from }) => from === 'options')),
    credentials: distinct(given.filter(({ from }) => from === 'credentials')),
    session: properties.flatMap(([wire, schema]) => sessionMember(wire, schema, [accessToken?.wire, expiresIn?.wire])),
    accessToken,
    refreshToken: find(/^refresh_?token$/i, ['string']),
    expiresIn,
  }
}

function distinct(values: readonly Given[]): Given[] {
  const byName = new Map<string, Given>()
  for (const value of values) {
    const before = byName.get(value.name)
    byName.set(value.name, { ...value, ...before, required: value.required || before?.required === true })
  }
  // What must be given comes first.
  return [...byName.values()].sort((a, b) => Number(b.required) - Number(a.required))
}

function sessionMember(wire: string, schema: SpecNode, taken: readonly (string | undefined)[]): SessionMember[] {
  const types: Record<string, string> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean' }
  const type = types[schema['type']]
  if (type === undefined || schema['x-secret'] === true || taken.includes(wire)) return []
  const description = String(schema['description'] ?? '').trim()
  return [{ wire, name: toCamelCase(wire), type, nullable: schema['nullable'] === true, description }]
}
