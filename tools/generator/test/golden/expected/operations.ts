// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import { schema } from '@auth/core/api'
import { ErrorModel, Grant, Note, Shape, Thing } from './schemas.ts'

/** Where the operations are served. */
export const server: Server = {
  url: 'https://{region}.awkward.example/{version}',
  variables: {
    region: { default: 'eu', enum: ['eu', 'us'] },
    version: { default: 'v1' },
  },
}

/** What `_delete` sends. */
export interface DeleteRequest {
  /** Token for `Authorization: Bearer`. */
  readonly bearerAuth?: string | undefined
  readonly 'thing-id': string
}

/**
 * Every documented answer to `_delete`:
 * - 204: Gone.
 * - 404: No such thing. The body is text.
 */
export type DeleteResult = Documented<204, undefined> | Documented<404, undefined> | Undocumented

const _deleteOperation: Operation = {
  id: 'delete',
  method: 'DELETE',
  path: '/things/{thing-id}',
  security: [{ type: 'bearer', from: 'bearerAuth' }],
  parameters: [{ in: 'path', name: 'thing-id' }],
  responses: {
    '204': undefined,
    '404': undefined,
  },
}

/**
 * An operation whose name is a reserved word.
 *
 * @returns A member of {@link DeleteResult} per documented status. No HTTP status is thrown.
 */
export function _delete(transport: Transport, request: DeleteRequest, options?: CallOptions): Promise<DeleteResult> {
  return transport(_deleteOperation, request, options)
}

/** What `createGrant` sends. */
export interface CreateGrantRequest {
  /** The request body. */
  readonly body: Grant
}

/**
 * Every documented answer to `createGrant`:
 * - 200: A thing.
 */
export type CreateGrantResult = Documented<200, Thing> | Undocumented

const createGrantOperation: Operation = {
  id: 'createGrant',
  method: 'POST',
  path: '/grants',
  body: { type: 'form', schema: Grant },
  responses: {
    '200': Thing,
  },
}

/**
 * A body that depends on a discriminator, as a form.
 *
 * @returns A member of {@link CreateGrantResult} per documented status. No HTTP status is thrown.
 */
export function createGrant(
  transport: Transport,
  request: CreateGrantRequest,
  options?: CallOptions,
): Promise<CreateGrantResult> {
  return transport(createGrantOperation, request, options)
}

/** What `createShape` sends. */
export interface CreateShapeRequest {
  /** The request body. */
  readonly body: Shape
}

/**
 * Every documented answer to `createShape`:
 * - 201: A list of things.
 */
export type CreateShapeResult = Documented<201, ReadonlyArray<Thing>> | Undocumented

const createShapeOperation: Operation = {
  id: 'createShape',
  method: 'POST',
  path: '/shapes',
  body: { type: 'json', schema: Shape },
  responses: {
    '201': schema({ type: 'array', items: { type: 'ref', to: () => Thing } }),
  },
}

/**
 * A body that depends on a discriminator, as JSON.
 *
 * @returns A member of {@link CreateShapeResult} per documented status. No HTTP status is thrown.
 */
export function createShape(
  transport: Transport,
  request: CreateShapeRequest,
  options?: CallOptions,
): Promise<CreateShapeResult> {
  return transport(createShapeOperation, request, options)
}

/** What `getThing` sends. */
export interface GetThingRequest {
  /** Value of the query parameter `api-key`. */
  readonly queryKey: string
  /** User name and password for `Authorization: Basic`. */
  readonly basicAuth: { readonly username: string; readonly password: string }
  /** Which thing. */
  readonly 'thing-id': string
  /** A header with dashes. */
  readonly 'X-Request-Id'?: string | undefined
  /** At most this many. */
  readonly 'page[limit]'?: number | undefined
  /** Repeated. */
  readonly tags?: ReadonlyArray<string> | undefined
  /** An enumeration with quotes. */
  readonly sort?: "it's" | 'say \"hi\"' | 'a`b' | '${x}' | 'back\\slash' | undefined
}

/**
 * Every documented answer to `getThing`:
 * - 200: The thing.
 * - 204: No thing.
 * - 4XX: Any other mistake of the caller.
 * - default: Anything else.
 */
export type GetThingResult =
  | Documented<200, Thing>
  | Documented<204, undefined>
  | Documented<'4XX', ErrorModel | undefined>
  | Documented<'default', ErrorModel | undefined>
  | Undocumented

const getThingOperation: Operation = {
  id: 'getThing',
  method: 'GET',
  path: '/things/{thing-id}',
  security: [
    { type: 'query', name: 'api-key', from: 'queryKey' },
    { type: 'basic', from: 'basicAuth' },
  ],
  parameters: [
    { in: 'path', name: 'thing-id' },
    { in: 'header', name: 'X-Request-Id' },
    { in: 'query', name: 'page[limit]' },
    { in: 'query', name: 'tags' },
    { in: 'query', name: 'sort', secret: true },
  ],
  responses: {
    '200': Thing,
    '204': undefined,
    '4XX': ErrorModel,
    default: ErrorModel,
  },
}

/**
 * First line with "quotes", 'apostrophes', `backticks` and ${x}.
 * Second line ends a comment: *​/ and goes on \ with a backslash.
 *
 * @returns A member of {@link GetThingResult} per documented status. No HTTP status is thrown.
 */
export function getThing(
  transport: Transport,
  request: GetThingRequest,
  options?: CallOptions,
): Promise<GetThingResult> {
  return transport(getThingOperation, request, options)
}

/** What `putNote` sends. */
export interface PutNoteRequest {
  /** The request body. */
  readonly body?: Note | undefined
}

/**
 * Every documented answer to `putNote`:
 * - 200: Nothing to say.
 */
export type PutNoteResult = Documented<200, undefined> | Undocumented

const putNoteOperation: Operation = {
  id: 'putNote',
  method: 'PUT',
  path: '/notes',
  body: { type: 'json', schema: Note },
  responses: {
    '200': undefined,
  },
}

/**
 * An optional body.
 *
 * @returns A member of {@link PutNoteResult} per documented status. No HTTP status is thrown.
 */
export function putNote(transport: Transport, request: PutNoteRequest, options?: CallOptions): Promise<PutNoteResult> {
  return transport(putNoteOperation, request, options)
}
