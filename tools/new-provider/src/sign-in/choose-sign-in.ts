import type { SpecNode } from '../../../generator/src/check-names.ts'
import { isTokenHeader } from '../adopt/is-secret-name.ts'
import { listOperations, lookAt, type SpecOperation } from '../adopt/operations.ts'
import { toSnakeCase, wordsOf } from '../adopt/words.ts'
import { toCamelCase } from '../names.ts'
import { findToken } from './find-token.ts'
import { sentMembers } from './sent-members.ts'

/** How much speaks for an operation as the one that signs in. */
export interface Candidate extends SpecOperation {
  readonly score: number
}

const shownCandidates = 8
// Less than that is an operation that has a token in its answer for another reason.
const leastScore = 70
const clearLead = 15
// What brings a token in no way that can be seen must be the only one that looks like a sign-in.
const leastAlone = 55
const clearLeadAlone = 50

/**
 * The operation that signs in.
 *
 * @param wanted - Its id. Without it, the one that brings a token, where one is clearly ahead of the others.
 */
export function chooseSignIn(document: SpecNode, wanted?: string): SpecOperation {
  const operations = listOperations(document)
  if (operations.length === 0) throw new Error('The document has no operations')
  if (wanted !== undefined) {
    const found = operations.find(({ id }) => id === wanted) ?? operations.find(({ id }) => id === toCamelCase(wanted))
    if (found) return found
    throw new Error(`The document has no operation ${wanted} to sign in with. ${likely(rank(document, operations))}`)
  }
  const ranked = rank(document, operations)
  const [first, second] = ranked
  const lead = (first?.score ?? 0) - (second?.score ?? 0)
  if (first && first.score >= leastScore && lead >= clearLead) return first
  if (first && first.score >= leastAlone && lead >= clearLeadAlone) return first
  throw new Error(`Which operation signs in? Say so with \`--sign-in\`. ${likely(ranked)}`)
}

function likely(ranked: readonly Candidate[]): string {
  const possible = ranked.filter(({ score }) => score >= leastScore)
  const shown = (possible.length > 0 ? possible : ranked).slice(0, shownCandidates).map(({ id }) => id)
  const more = ranked.length - shown.length
  return `The most likely first: ${shown.join(', ')}${more > 0 ? ` (of ${ranked.length} operations)` : ''}`
}

/** Every operation, the most likely first. */
export function rank(document: SpecNode, operations: readonly SpecOperation[]): Candidate[] {
  return operations
    .map((operation) => ({ ...operation, score: scoreOf(document, operation) }))
    .sort((a, b) => b.score - a.score)
}

function scoreOf(document: SpecNode, { id, method, path, operation }: SpecOperation): number {
  const place = wordsOf(`${path} ${id}`)
  const words = new Set([...place, ...wordsOf(String(operation['summary'] ?? ''))])
  const about = (wanted: string): boolean => wanted.split(' ').some((word) => words.has(word))
  const names = sentMembers(document, operation).map(toSnakeCase)
  const basic = usesBasic(document, operation)
  const brings = bringing(document, operation)
  let score = brings
  if (
    /(log|sign)_?in\b|authenticate|oauth2?_?(access_)?token|(^|_)token$|sessions?$|(^|_)auth$/.test(
      toSnakeCase(`${path}`),
    )
  )
    score += 25
  else if (about('login signin authenticate auth token session sessions')) score += 15
  if (
    names.some((name) =>
      /password|passwd|secret|grant_type|credential|api_?key|assertion|private_key|otp|login_token/.test(name),
    )
  )
    score += 30
  else if (basic) score += 25
  // What brings nothing that can be seen may still sign in: by a cookie, a header or a bare text.
  if (brings === 0 && score < 45) return score - 60
  if (method === 'post') score += 10
  else if (method !== 'get') score -= 30
  if (
    about(
      'refresh renew revoke logout signout register registration signup verify introspect introspection validate check',
    )
  )
    score -= 40
  if (
    about(
      'reset forgot invite invitation callback webhook 2fa mfa totp sso saml oidc ldap impersonate device confirm exchange admin upload push',
    )
  )
    score -= 15
  if (/\{[^}]*(id|token)\}/i.test(path)) score -= 20
  score -= 6 * (path.match(/\{/g) ?? []).length
  if (operation['deprecated'] === true) score -= 20
  if (!basic && (operation['security'] ?? []).length > 0 && !allowsAnyone(operation['security'])) score -= 12
  return score - path.split('/').length
}

function allowsAnyone(security: readonly SpecNode[]): boolean {
  return security.some((way) => Object.keys(way).length === 0)
}

function usesBasic(document: SpecNode, operation: SpecNode): boolean {
  const ways: SpecNode[] = operation['security'] ?? []
  const schemes: SpecNode = document['components']?.securitySchemes ?? {}
  return ways.some((way) => Object.keys(way).some((name) => String(schemes[name]?.scheme).toLowerCase() === 'basic'))
}

/** How much an answer looks as if it brought a token: in its body, a header or a cookie. */
function bringing(document: SpecNode, operation: SpecNode): number {
  let best = 0
  for (const [status, node] of Object.entries<SpecNode>(operation['responses'] ?? {})) {
    if (!/^(2|default)/.test(status)) continue
    const response = lookAt(document, node)
    for (const media of Object.values<SpecNode>(response['content'] ?? {})) {
      best = Math.max(best, findToken(document, media['schema'])?.strength ?? 0)
    }
    for (const name of Object.keys(response['headers'] ?? {})) {
      if (isTokenHeader(name)) best = Math.max(best, 35)
    }
  }
  return best
}
