import type { SpecNode } from '../../../generator/src/check-names.ts'
import { listOperations, resolveNode } from '../adopt/operations.ts'
import { findToken } from './find-token.ts'
import type { Variant } from './grants.ts'
import { chooseGrant, readVariants } from './grants.ts'
import { givenIn, type Member, readMember, readMembers, readSecurity } from './members.ts'

export interface Status {
  /** As the spec has it: `200`, `4XX`, `default`. */
  readonly status: string
  readonly description: string
  /** An example of its body, as it is sent. */
  readonly example?: string | undefined
}

export interface Success {
  readonly status: string
  /** Of its body, if that is described. */
  readonly schema: SpecNode | undefined
  readonly isText: boolean
  readonly headers: SpecNode
}

/** The operation that signs in, as far as a skeleton can know it. */
export interface SignIn {
  readonly operation: string
  readonly parameters: readonly Member[]
  /** The members of the body. Where it has variants, those that all have. */
  readonly body?: readonly Member[] | undefined
  /** The forms of the body, where it has several: one type of credentials for each. */
  readonly variants: readonly Variant[]
  readonly statuses: readonly Status[]
  /** The success that brings a token, as far as can be told. */
  readonly success?: Success | undefined
  /** The other operations. */
  readonly others: readonly string[]
  /** Other credentials that the document allows in place of those that are sent. */
  readonly alternatives: readonly string[]
}

/** @param id - The operation to sign in with, of an adopted document. */
export function describeSignIn(document: SpecNode, id: string): SignIn {
  const operations = listOperations(document)
  const found = operations.find((place) => place.id === id)
  if (!found) throw new Error(`The document has no operation ${id} to sign in with`)
  const { item, operation, path } = found
  const ways: SpecNode[] = operation['security'] ?? document['security'] ?? []
  const [security = {}, ...alternatives] = ways.filter((way) => Object.keys(way).length > 0)
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  const parameters: SpecNode[] = [...(item['parameters'] ?? []), ...(operation['parameters'] ?? [])]
  const [media] = Object.values<SpecNode>(operation['requestBody']?.content ?? {})
  const schema = media && resolveNode(document, media['schema'] ?? {})
  const variants = schema ? readVariants(document, schema) : []
  const body = schema && variants.length === 0 ? chooseGrant(readMembers(document, schema)) : schema && []
  const sent = parameters.flatMap((node) => {
    const parameter = resolveNode(document, node)
    const its = resolveNode(document, parameter['schema'] ?? {})
    const { name, description, required, 'x-secret': secret } = parameter
    const example: unknown = parameter['example'] ?? its['example']
    return readMember(document, name, { ...its, description, example, 'x-secret': secret }, required) ?? []
  })
  const others = [...sent, ...(body ?? []), ...variants.flatMap(({ members }) => members)]
  const isOAuth =
    /oauth|\btoken\b/i.test(path) && (givenIn(others).length === 0 || others.some(({ wire }) => wire === 'grant_type'))
  const keys = Object.keys(security).map((name) => readSecurity(name, schemes[name] ?? {}, others, isOAuth))
  return {
    operation: id,
    parameters: [...keys, ...chooseGrant(sent)],
    body,
    variants,
    statuses: statusesOf(operation),
    success: successOf(document, operation),
    others: operations.map((other) => other.id).filter((other) => other !== id),
    alternatives: alternatives.map((way) => Object.keys(way).join(' and ')),
  }
}

export function statusesOf(operation: SpecNode): Status[] {
  return Object.entries<SpecNode>(operation['responses'])
    .map(([status, response]) => ({
      status,
      description: String(response['description'] ?? '').trim(),
      example: exampleIn(response),
    }))
    .sort((a, b) => rank(a.status) - rank(b.status))
}

/** The success that holds a token, or else the first that has a body or headers. */
export function successOf(document: SpecNode, operation: SpecNode): Success | undefined {
  const successes = Object.entries<SpecNode>(operation['responses'] ?? {})
    .filter(([status]) => /^2\d\d$/.test(status))
    .map(([status, { content, headers = {} }]): Success => {
      const [[type = '', media] = []] = Object.entries<SpecNode>(content ?? {})
      return { status, schema: media?.['schema'], isText: type === 'text/plain', headers }
    })
  return (
    successes.find(({ schema }) => findToken(document, schema)) ??
    successes.find(({ schema, headers }) => schema || Object.keys(headers).length > 0) ??
    successes[0]
  )
}

function exampleIn(response: SpecNode): string | undefined {
  const [media] = Object.values<SpecNode>(response['content'] ?? {})
  const [named] = Object.values<SpecNode>(media?.['examples'] ?? {})
  const value: unknown = media?.['example'] ?? named?.['value']
  return value === undefined ? undefined : JSON.stringify(value)
}

/** A range after what it may hold, `default` last. */
function rank(status: string): number {
  return status === 'default' ? 1000 : Number(status.replaceAll(/x/gi, '9')) + (/x/i.test(status) ? 0.5 : 0)
}
