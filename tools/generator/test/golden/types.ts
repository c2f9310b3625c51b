// What the generated types allow and refuse. Compiled by a test, and never run.
import type { CallOptions, Transport } from '@auth/core/api'
import type { CreateSessionResult, CreateShapeResult, DeleteRequest, DeleteResult } from './expected/index.ts'
import { createSession, type GetStylesRequest, type GetThingRequest, type GetThingResult } from './expected/index.ts'
import type { Colour, ErrorModel, Grant, KeyGrant, Odd, Pet, Thing, User, UserInput, Values } from './expected/schemas.ts'

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

export const byKey: GetThingRequest = { 'thing-id': 'a', queryKey: 'k' }
export const byPassword: GetThingRequest = { 'thing-id': 'a', basicAuth: { username: 'u', password: 'p' } }
// @ts-expect-error One of the ways is needed,
export const byNothing: GetThingRequest = { 'thing-id': 'a' }
// @ts-expect-error and one is enough.
export const byBoth: GetThingRequest = { 'thing-id': 'a', queryKey: 'k', basicAuth: { username: 'u', password: 'p' } }

export const together: Pick<GetStylesRequest, 'queryKey' | 'bearerAuth'> = { queryKey: 'k', bearerAuth: 'b' }
// @ts-expect-error Names in one entry go together.
export const halfOfIt: Pick<GetStylesRequest, 'queryKey' | 'bearerAuth'> = { queryKey: 'k' }

export const listed: Values[] = ['1', 1, 1.5, true]
// @ts-expect-error A listed number is no text.
export const unlisted: Values = '1.5'
export const names: Odd['names'] = 'A-B'

export const sent: UserInput = { name: 'a', password: 'p', manager: { name: 'b', password: 'q' } }
// @ts-expect-error What only the server writes is not sent.
export const withId: UserInput = { id: 1, name: 'a', password: 'p' }
export const received: User = { id: 1, name: 'a' }

/** A variant is told by its name, also where its own schema does not say it. */
export function speak(pet: Pet): boolean | undefined {
  return pet.kind === 'Dog' ? pet.barks : undefined
}

export function tokenOf(result: CreateSessionResult): string | undefined {
  if (result.status === 200) return result.headers.Token ?? result.headers['Set-Cookie']?.[0] ?? result.data
  // @ts-expect-error Only the answers that are documented to have headers have them.
  return result.headers
}

export function call(transport: Transport, options: CallOptions): void {
  void createSession(transport, { body: { user: 'a' } }, { ...options, baseUrl: 'https://x.test' })
  // @ts-expect-error Somebody decides where a password goes that is not for the document's own server.
  void createSession(transport, { body: { user: 'a' } }, options)
}
