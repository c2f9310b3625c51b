// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.
import type { CallOptions, Documented, Operation, Server, Transport, Undocumented } from '@auth/core/api'
import {
  commaDelimited,
  cookie,
  deepObject,
  headerMembers,
  label,
  matrixExploded,
  pipeDelimited,
  queryJson,
  queryMembers,
  responseHeaders,
  schema,
  spaceDelimited,
  writeForm,
  writeJson,
} from '@auth/core/api'
import { ErrorModel, Grant, Note, Pet, Rgb, SessionForm, Shape, Thing, User, UserInput } from './schemas.ts'

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

/** What `createPet` sends. */
export interface CreatePetRequest {
  /** The request body. */
  readonly body: Pet
}

/**
 * Every documented answer to `createPet`:
 * - 200: Anything.
 */
export type CreatePetResult = Documented<200, unknown> | Undocumented

const createPetOperation: Operation = {
  id: 'createPet',
  method: 'POST',
  path: '/pets',
  body: { type: 'json', schema: Pet },
  responses: {
    '200': schema({ type: 'any' }),
  },
}

/**
 * Discriminators that say less than they should.
 *
 * @returns A member of {@link CreatePetResult} per documented status. No HTTP status is thrown.
 */
export function createPet(
  transport: Transport,
  request: CreatePetRequest,
  options?: CallOptions,
): Promise<CreatePetResult> {
  return transport(createPetOperation, request, options)
}

/** Where `createSession` is served. */
export const createSessionServer: Server = {
  url: 'https://{customer}.login.awkward.example',
  variables: {
    customer: {},
  },
}

/** What `createSession` sends. */
export interface CreateSessionRequest {
  /** The request body. */
  readonly body: SessionForm
}

/**
 * Every documented answer to `createSession`:
 * - 200: The token, as a text.
 * - 201: A text in JSON.
 * - 400: A text.
 */
export type CreateSessionResult =
  | (Documented<200, string> & {
      readonly headers: {
        /** The same token. */
        readonly Token?: string | undefined
        readonly 'Set-Cookie'?: ReadonlyArray<string> | undefined
      }
    })
  | Documented<201, string>
  | Documented<400, undefined>
  | Undocumented

const createSessionOperation: Operation = {
  id: 'createSession',
  method: 'POST',
  path: '/sessions',
  accept: 'text/plain, application/json',
  body: {
    type: 'form',
    schema: SessionForm,
    write: /* @__PURE__ */ writeForm(SessionForm, { scopes: commaDelimited, colour: deepObject, claims: queryJson }),
  },
  readHeaders: /* @__PURE__ */ responseHeaders({ Token: { secret: true }, 'Set-Cookie': {} }),
  responses: {
    '200': schema({ type: 'string', text: true, secret: true }),
    '201': schema({ type: 'string', secret: true }),
    '400': undefined,
  },
}

/**
 * Served elsewhere, as a form with fields of every kind, and answered by a text.
 *
 * It has a server of its own, {@link createSessionServer}: say as `baseUrl` where it goes.
 *
 * @returns A member of {@link CreateSessionResult} per documented status. No HTTP status is thrown.
 */
export function createSession(
  transport: Transport,
  request: CreateSessionRequest,
  options: CallOptions & { readonly baseUrl: string },
): Promise<CreateSessionResult> {
  return transport(createSessionOperation, request, options)
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

/** What `getStyles` sends. */
export interface GetStylesRequest {
  /** Value of the query parameter `api-key`. */
  readonly queryKey: string
  /** Token for `Authorization: Bearer`. */
  readonly bearerAuth: string
  readonly 'X-Shared'?: number | undefined
  readonly simple: ReadonlyArray<string>
  readonly matrix: Rgb
  readonly label: ReadonlyArray<number>
  readonly filter?: Rgb | undefined
  readonly spread?: Readonly<Record<string, string>> | undefined
  readonly commas?: ReadonlyArray<string> | undefined
  readonly spaces?: ReadonlyArray<string> | undefined
  readonly pipes?: ReadonlyArray<string> | undefined
  readonly default?: 'a-b' | 'a_b' | 'a b' | null | undefined
  readonly class?: true | undefined
  readonly 'it\'s "quoted" \\ `${1+1}`'?: string | undefined
  readonly constructor: string
  readonly json?: Readonly<Record<string, unknown>> | undefined
  readonly 'X-Object'?: Rgb | undefined
  readonly theme?: string | undefined
}

/**
 * Every documented answer to `getStyles`:
 * - 2XX: Some success.
 * - 4XX: A problem.
 */
export type GetStylesResult =
  | Documented<'2XX', Note | undefined>
  | Documented<'4XX', ErrorModel | undefined>
  | Undocumented

const getStylesOperation: Operation = {
  id: 'getStyles',
  method: 'GET',
  path: '/styles/{simple}/{matrix}/{label}',
  accept: 'application/json, application/problem+json',
  security: [
    { type: 'query', name: 'api-key', from: 'queryKey' },
    { type: 'bearer', from: 'bearerAuth' },
  ],
  parameters: [
    { in: 'header', name: 'X-Shared' },
    { in: 'path', name: 'simple' },
    { in: 'path', name: 'matrix', write: matrixExploded },
    { in: 'path', name: 'label', write: label },
    { in: 'query', name: 'filter', write: deepObject },
    { in: 'query', name: 'spread', write: queryMembers },
    { in: 'query', name: 'commas', write: commaDelimited },
    { in: 'query', name: 'spaces', write: spaceDelimited },
    { in: 'query', name: 'pipes', write: pipeDelimited },
    { in: 'query', name: 'default' },
    { in: 'query', name: 'class' },
    { in: 'query', name: 'it\'s "quoted" \\ `${1+1}`' },
    { in: 'query', name: 'constructor' },
    { in: 'query', name: 'json', write: queryJson },
    { in: 'header', name: 'X-Object', write: headerMembers },
    { in: 'cookie', name: 'theme', write: cookie },
  ],
  responses: {
    '2XX': Note,
    '4XX': ErrorModel,
  },
}

/**
 * Parameters in every style.
 *
 * @returns A member of {@link GetStylesResult} per documented status. No HTTP status is thrown.
 */
export function getStyles(
  transport: Transport,
  request: GetStylesRequest,
  options?: CallOptions,
): Promise<GetStylesResult> {
  return transport(getStylesOperation, request, options)
}

/** What `getThing` sends. */
export type GetThingRequest = {
  /** Which thing. */
  readonly 'thing-id': string
  /** A header with dashes. */
  readonly 'X-Request-Id'?: string | undefined
  /** At most this many. */
  readonly 'page[limit]'?: number | undefined
  /** Repeated. */
  readonly tags?: ReadonlyArray<string> | undefined
  /** An enumeration with quotes. */
  readonly sort?: "it's" | 'say "hi"' | 'a`b' | '${x}' | 'back\\slash' | undefined
} & (
  | {
      /** Value of the query parameter `api-key`. */
      readonly queryKey: string
      readonly basicAuth?: undefined
    }
  | {
      readonly queryKey?: undefined
      /** User name and password for `Authorization: Basic`. */
      readonly basicAuth: { readonly username: string; readonly password: string }
    }
)

/**
 * Every documented answer to `getThing`:
 * - 200: The thing.
 * - 204: No thing.
 * - 4XX: Any other mistake of the caller.
 * - default: Anything else.
 */
export type GetThingResult =
  | (Documented<200, Thing> & {
      readonly headers: {
        readonly 'X-Rate-Limit'?: string | undefined
      }
    })
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
  readHeaders: /* @__PURE__ */ responseHeaders({ 'X-Rate-Limit': {} }),
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

/** What `hasStyles` sends. */
export interface HasStylesRequest {
  /** Value of the cookie `sid`. */
  readonly cookieKey: string
  /** Of the path. The operation says it again. */
  readonly 'X-Shared'?: string | undefined
  readonly simple: string
  readonly matrix: string
  readonly label: string
}

/**
 * Every documented answer to `hasStyles`:
 * - 200: Yes.
 */
export type HasStylesResult = Documented<200, undefined> | Undocumented

const hasStylesOperation: Operation = {
  id: 'hasStyles',
  method: 'HEAD',
  path: '/styles/{simple}/{matrix}/{label}',
  parameters: [
    { in: 'header', name: 'X-Shared' },
    { in: 'path', name: 'simple' },
    { in: 'path', name: 'matrix' },
    { in: 'path', name: 'label' },
    { in: 'cookie', name: 'sid', from: 'cookieKey', secret: true, write: cookie },
  ],
  responses: {
    '200': undefined,
  },
}

/**
 * An answer without a body, whatever is documented.
 *
 * @returns A member of {@link HasStylesResult} per documented status. No HTTP status is thrown.
 */
export function hasStyles(
  transport: Transport,
  request: HasStylesRequest,
  options?: CallOptions,
): Promise<HasStylesResult> {
  return transport(hasStylesOperation, request, options)
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

/** What `putUser` sends. */
export interface PutUserRequest {
  /** Token for `Authorization: Bearer`. */
  readonly oauth: string
  /** The request body. */
  readonly body: UserInput
}

/**
 * Every documented answer to `putUser`:
 * - 200: The user.
 */
export type PutUserResult = Documented<200, User> | Undocumented

const putUserOperation: Operation = {
  id: 'putUser',
  method: 'PUT',
  path: '/users',
  accept: 'application/vnd.awkward+json',
  security: [{ type: 'bearer', from: 'oauth' }],
  body: {
    type: 'json',
    schema: UserInput,
    contentType: 'application/vnd.awkward+json',
    write: /* @__PURE__ */ writeJson(UserInput),
  },
  responses: {
    '200': User,
  },
}

/**
 * What is sent and what comes back differ.
 *
 * @returns A member of {@link PutUserResult} per documented status. No HTTP status is thrown.
 */
export function putUser(transport: Transport, request: PutUserRequest, options?: CallOptions): Promise<PutUserResult> {
  return transport(putUserOperation, request, options)
}
