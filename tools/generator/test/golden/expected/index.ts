// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.

export {
  _delete,
  type CreateGrantRequest,
  type CreateGrantResult,
  type CreateShapeRequest,
  type CreateShapeResult,
  createGrant,
  createShape,
  type DeleteRequest,
  type DeleteResult,
  type GetThingRequest,
  type GetThingResult,
  getThing,
  type PutNoteRequest,
  type PutNoteResult,
  putNote,
  server,
} from './operations.ts'
export {
  Circle,
  CodeGrant,
  Colour,
  ErrorModel,
  Grant,
  KeyGrant,
  Note,
  Shape,
  Square,
  Thing,
} from './schemas.ts'
