// Written by `pnpm generate` from the OpenAPI document. Do not edit.

export {
  type CreateTokenRequest,
  type CreateTokenResult,
  createToken,
  type RefreshTokenRequest,
  type RefreshTokenResult,
  refreshToken,
  server,
} from './operations.ts'
export {
  AuthSchema,
  ErrorBody,
  RefreshCredentials,
  TokenCredentials,
  TokenSchema,
} from './schemas.ts'
