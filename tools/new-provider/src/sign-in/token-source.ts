import type { SpecNode } from '../../../generator/src/check-names.ts'
import { isTokenHeader } from '../adopt/is-secret-name.ts'
import type { Presentation } from '../adopt/presentation.ts'
import type { Success } from './describe-sign-in.ts'
import { findToken } from './find-token.ts'
import type { SuccessMember } from './success-members.ts'

/** Where a success holds the access token. */
export type TokenSource =
  | { readonly kind: 'body'; readonly member: SuccessMember }
  | { readonly kind: 'header'; readonly name: string; readonly isBearer: boolean }
  /** `header` is as the document writes it. Without a name it is not known which cookie; an empty one is for all. */
  | { readonly kind: 'cookie'; readonly header: string; readonly name: string | undefined }

export function findTokenSource(
  document: SpecNode,
  success: Success | undefined,
  scalars: readonly SuccessMember[],
  presentation: Presentation,
): TokenSource | undefined {
  const [only] = scalars
  // A body that is nothing but a text.
  if (only?.path.length === 0) return { kind: 'body', member: only }
  const path = success?.schema && findToken(document, success.schema)?.path.join('/')
  const member = scalars.find((scalar) => scalar.path.join('/') === path)
  if (member) return { kind: 'body', member }
  const headers = Object.entries<SpecNode>(success?.headers ?? {})
  const isCookie = (name: string): boolean => name.toLowerCase() === 'set-cookie'
  const [name, header] = headers.find(([each]) => isTokenHeader(each) && !isCookie(each)) ?? []
  if (name !== undefined && presentation.type !== 'cookie') {
    const words = `${header?.['description'] ?? ''} ${header?.['schema']?.example ?? ''}`
    return { kind: 'header', name, isBearer: /authorization/i.test(name) || /\bBearer \w/.test(words) }
  }
  const [cookie, its] = headers.find(([each]) => isCookie(each)) ?? []
  if (cookie === undefined) return undefined
  const told = /\b([\w.-]+)=[^\s;]/.exec(`${its?.['schema']?.example ?? ''} ${its?.['description'] ?? ''}`)?.[1]
  return { kind: 'cookie', header: cookie, name: presentation.type === 'cookie' ? presentation.name : told }
}
