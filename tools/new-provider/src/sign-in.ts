import type { SpecNode } from '../../generator/src/check-names.ts'
import { listOperations, resolveNode, type SpecOperation } from './adopt/operations.ts'
import { toCamelCase } from './names.ts'
import { type Member, readMember, readSecurity } from './sign-in-members.ts'

export interface Status {
  /** As the spec has it: `200`, `4XX`, `default`. */
  readonly status: string
  readonly description: string
  /** An example of its body, as it is sent. */
  readonly example?: string | undefined
}

/** The operation that signs in, as far as a skeleton can know it. */
export interface SignIn {
  readonly operation: string
  readonly parameters: readonly Member[]
  /** The members of the body; of the first variant, where there are several. */
  readonly body?: readonly Member[] | undefined
  readonly statuses: readonly Status[]
  /** The status of a success that has a body, and what is in that. */
  readonly success?: { readonly status: string; readonly schema: SpecNode; readonly example: SpecNode } | undefined
  /** The other operations, which a skeleton does not call. */
  readonly others: readonly string[]
  readonly server: string
}

const tokenName = /^(access_?token|token|jwt|id_?token)$/i

/** @param wanted - The operation to sign in with. Without it, the only one that brings a token. */
export function describeSignIn(document: SpecNode, wanted?: string): SignIn {
  const operations = listOperations(document)
  const { id, item, operation } = choose(document, operations, wanted)
  const security: SpecNode = (operation['security'] ?? document['security'] ?? [])[0] ?? {}
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const parameters: SpecNode[] = [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])]
  const [media] = Object.values<SpecNode>(operation['requestBody']?.content ?? {})
  const success = successOf(document, operation)
  const statuses = Object.entries<SpecNode>(operation['responses']).map(([status, response]) => ({
    status,
    description: String(response['description'] ?? '').trim(),
    example: exampleIn(response),
  }))
  const body = media && membersOf(document, media['schema'])
  const sent = parameters.map((node) => {
    const parameter = resolveNode(document, node)
    const schema = resolveNode(document, parameter['schema'] ?? {})
    const { name, description, required, 'x-secret': secret } = parameter
    const example: unknown = parameter['example'] ?? schema['example']
    return readMember(name, { ...schema, description, example, 'x-secret': secret }, required)
  })
  const others = [...sent, ...(body ?? [])]
  const keys = Object.keys(security).map((name) => readSecurity(name, schemes[name] ?? {}, others))
  return {
    operation: id,
    parameters: [...keys, ...sent],
    body,
    statuses: statuses.sort((a, b) => rank(a.status) - rank(b.status)),
    success,
    others: operations.map((other) => other.id).filter((other) => other !== id),
    server: serverOf(document),
  }
}

function choose(document: SpecNode, operations: readonly SpecOperation[], wanted: string | undefined): SpecOperation {
  const name = wanted === undefined ? undefined : toCamelCase(wanted)
  const bringing = operations.filter(({ operation }) => {
    const { schema } = successOf(document, operation) ?? {}
    return Object.keys(schema?.['properties'] ?? {}).some((property) => tokenName.test(property))
  })
  const candidates = bringing.length > 0 ? bringing : operations
  const found = name === undefined ? candidates : operations.filter(({ id }) => id === name)
  const [only] = found
  if (only && found.length === 1) return only
  const ids = (name === undefined ? candidates : operations).map(({ id }) => id).join(', ')
  if (name !== undefined) throw new Error(`The document has no operation ${name} to sign in with. It has ${ids}`)
  throw new Error(
    operations.length === 0
      ? 'The document has no operations'
      : `Which operation signs in? Say so with \`--sign-in\`, one of ${ids}`,
  )
}

function successOf(document: SpecNode, operation: SpecNode): SignIn['success'] {
  for (const [status, response] of Object.entries<SpecNode>(operation['responses'] ?? {})) {
    const reference: SpecNode | undefined = response['content']?.['application/json']?.schema
    if (!/^2/.test(status) || !reference) continue
    const schema = resolveNode(document, reference)
    return { status, schema, example: exampleBody(document, schema) }
  }
  return undefined
}

function membersOf(document: SpecNode, reference: SpecNode | undefined): Member[] {
  const schema = resolveNode(document, reference ?? {})
  const variant: SpecNode = schema['oneOf'] ? resolveNode(document, schema['oneOf'][0]) : schema
  const required: string[] = variant['required'] ?? []
  return Object.entries<SpecNode>(variant['properties'] ?? {}).map(([name, node]) =>
    readMember(name, resolveNode(document, node), required.includes(name)),
  )
}

function exampleBody(document: SpecNode, schema: SpecNode): SpecNode {
  const members = Object.entries<SpecNode>(schema['properties'] ?? {}).map(([name, node]) => {
    const member = resolveNode(document, node)
    return [name, member['properties'] ? exampleBody(document, member) : member['example']]
  })
  return Object.fromEntries(members.filter(([, value]) => value !== undefined))
}

function exampleIn(response: SpecNode): string | undefined {
  const media: SpecNode | undefined = response['content']?.['application/json']
  const [named] = Object.values<SpecNode>(media?.['examples'] ?? {})
  const value: unknown = media?.['example'] ?? named?.['value']
  return value === undefined ? undefined : JSON.stringify(value)
}

function serverOf(document: SpecNode): string {
  const url = String(document['servers']?.[0]?.url ?? '')
  if (/^https:\/\/./.test(url)) return url
  throw new Error('The first of `servers` must be the absolute URL of the provider, and start with https://')
}

/** A range after what it may hold, `default` last. */
function rank(status: string): number {
  return status === 'default' ? 1000 : Number(status.replaceAll(/x/gi, '9')) + (/x/i.test(status) ? 0.5 : 0)
}
