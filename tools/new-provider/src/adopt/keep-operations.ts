import { toCamelCase } from '../names.ts'
import type { Adoption } from './adoption.ts'
import { listOperations, type SpecOperation } from './operations.ts'
import { wordsOf } from './words.ts'

const mostOthers = 4

/**
 * Leaves out what a sign-in does not need. Without `only` or `all`, the sign-in is kept, and what seems to renew or
 * end what it begins.
 */
export function keepOperations(
  { document, note }: Adoption,
  signIn: SpecOperation,
  { only, all }: { readonly only?: readonly string[] | undefined; readonly all?: boolean | undefined },
): SpecOperation[] {
  const operations = listOperations(document)
  const kept = all ? operations : only ? named(operations, only, signIn) : aboutTokens(operations, signIn)
  if (kept.length < operations.length) {
    note(
      only
        ? 'left out the operations that `--only` does not name'
        : 'left out operations that are not about tokens: `--all` keeps them',
    )
  }
  for (const { operation, item, method } of operations) {
    if (!kept.some((place) => place.operation === operation)) delete item[method]
  }
  return kept
}

function named(operations: readonly SpecOperation[], only: readonly string[], signIn: SpecOperation): SpecOperation[] {
  const wanted = only.map(toCamelCase)
  const unknown = wanted.filter((id) => !operations.some((operation) => operation.id === id))
  if (unknown.length > 0) {
    const known = operations.slice(0, 20).map(({ id }) => id)
    const more = operations.length > known.length ? `, and ${operations.length - known.length} more` : ''
    throw new Error(`The document has no operation ${unknown.join(', ')}. It has ${known.join(', ')}${more}`)
  }
  return operations.filter(({ id }) => wanted.includes(id) || id === signIn.id)
}

function aboutTokens(operations: readonly SpecOperation[], signIn: SpecOperation): SpecOperation[] {
  const others = operations.filter(
    (place) =>
      place.id !== signIn.id &&
      (endsSession(place, signIn) || renewsSession(place)) &&
      place.path.split('{').length <= signIn.path.split('{').length,
  )
  return [signIn, ...others.slice(0, mostOthers)]
}

export function endsSession(place: SpecOperation, signIn: SpecOperation): boolean {
  return has(place, 'revoke logout signout') || (place.path === signIn.path && place.method === 'delete')
}

export function renewsSession(place: SpecOperation): boolean {
  return has(place, 'refresh renew') && has(place, 'token tokens session sessions auth oauth login')
}

function has({ path, id }: SpecOperation, wanted: string): boolean {
  const words = wordsOf(`${path} ${id}`)
  return wanted.split(' ').some((word) => words.includes(word))
}
