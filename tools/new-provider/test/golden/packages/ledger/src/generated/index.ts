// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.

export { type CreateAccessTokenRequest, type CreateAccessTokenResult, createAccessToken, server } from './operations.ts'
export {
  CreateAccessToken200,
  CreateAccessTokenBody,
  OAuthError,
} from './schemas.ts'
