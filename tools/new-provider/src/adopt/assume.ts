import type { SpecNode } from '../../../generator/src/check-names.ts'
import { findToken } from '../sign-in/find-token.ts'
import { sentMembers } from '../sign-in/sent-members.ts'
import type { Adoption } from './adoption.ts'
import { isSecretName, isTokenHeader } from './is-secret-name.ts'
import type { SpecOperation } from './operations.ts'
import type { Presentation } from './presentation.ts'
import type { SchemaReader } from './schemas/schema-reader.ts'

/**
 * A token endpoint (RFC 6749) that describes no secret takes the client's by Basic, as section 2.3.1 says that each must.
 */
export function assumeClientBasic(
  { document, note }: Adoption,
  { id, operation }: SpecOperation,
  { written: schemas }: SchemaReader,
): void {
  const names = sentMembers({ components: { schemas } }, operation)
  const isOAuth =
    names.includes('grant_type') && !names.some((name) => isSecretName(name) && !/code|refresh/.test(name))
  if (!isOAuth || (operation['security'] ?? []).some((way: SpecNode) => Object.keys(way).length > 0)) return
  const { securitySchemes } = document['components']
  document['components'].securitySchemes = { ...securitySchemes, clientBasic: { type: 'http', scheme: 'basic' } }
  operation['security'] = [{ clientBasic: [] }]
  delete operation['x-security-optional']
  note(`${id}: describes no secret of the client: took Basic for it (RFC 6749, section 2.3.1)`)
}

/** A session that calls carry in a cookie comes in one, though documents seldom say so. */
export function assumeCookie(
  { note }: Adoption,
  { id, operation }: SpecOperation,
  { written: schemas }: SchemaReader,
  { type, name }: Presentation,
): void {
  const successes = Object.entries<SpecNode>(operation['responses']).filter(([status]) => status.startsWith('2'))
  const [first] = successes
  const brings = successes.some(([, { content, headers }]) => {
    const [media] = Object.values<SpecNode>(content ?? {})
    return findToken({ components: { schemas } }, media?.['schema']) || Object.keys(headers ?? {}).some(isTokenHeader)
  })
  if (type !== 'cookie' || brings || !first) return
  const [, response] = first
  const what = name ? `the cookie \`${name}\`` : 'cookies'
  const cookie = {
    description: name ? `The cookie \`${name}\`.` : 'Cookies.',
    'x-secret': true,
    schema: { type: 'string' },
  }
  response['headers'] = { ...response['headers'], 'Set-Cookie': cookie }
  note(`${id}: brings ${what}, in which calls carry a session: the document does not say where from`)
}
