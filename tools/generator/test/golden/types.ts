// What the generated types allow and refuse. Compiled by a test, and never run.
import type { CreateShapeResult, DeleteRequest, DeleteResult, GetThingRequest, GetThingResult } from './expected/index.ts'
import type { Colour, ErrorModel, Grant, KeyGrant, Thing } from './expected/schemas.ts'

export const quoted: Colour[] = ["it's", 'say "hi"', 'a`b', '${x}', 'back\\slash']
// @ts-expect-error A closed enumeration has no other members.
export const unknownColour: Colour = 'blue'
export const openEnumeration: ErrorModel = { code: 'something new' }

export const keyGrant: Grant = { grant_type: 'key', key: 'k', mode: 'a' }
// @ts-expect-error Each variant has its own fields only.
export const mixedGrant: Grant = { grant_type: 'code', code: 'c', mode: 'a' }
// @ts-expect-error The discriminator is fixed.
export const wrongGrant: KeyGrant = { grant_type: 'code', key: 'k' }

// @ts-expect-error A required member may be null, but not left out.
export const incomplete: Thing = { id: 'a', class: 'c', colour: 'red' }
export const complete: Thing = { id: 'a', class: 'c', colour: 'red', 'nullable-required': null, note: undefined }

export const withoutToken: DeleteRequest = { 'thing-id': 'a' }

/** Every documented status has a case, so that the function needs no other return. */
export function describe(result: GetThingResult): string {
  switch (result.status) {
    case 200:
      return result.data.colour
    case 204:
      return result.data ?? 'nothing'
    case '4XX':
    case 'default':
      return `${result.code} ${result.data?.code ?? result.text}`
    case 'undocumented':
      return String(result.code)
  }
}

// @ts-expect-error A status without a case leaves a way out of the function.
export function forgetful(result: DeleteResult): string {
  switch (result.status) {
    case 204:
      return 'gone'
    case 'undocumented':
      return 'unknown'
  }
}

export function first(result: CreateShapeResult): Thing | undefined {
  return result.status === 201 ? result.data[0] : undefined
}

/** What came from a server is looked at, and not changed. */
export function change(thing: Thing, request: GetThingRequest): void {
  // @ts-expect-error A member cannot be set.
  thing.class = 'b'
  // @ts-expect-error Nor the items of a list,
  thing['one-or-many']?.push('b')
  // @ts-expect-error nor the members of a map,
  if (thing.labels) thing.labels['a'] = 'b'
  // @ts-expect-error nor what a request holds.
  request.tags?.push('b')
}
