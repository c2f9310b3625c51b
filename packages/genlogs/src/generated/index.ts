// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.

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
