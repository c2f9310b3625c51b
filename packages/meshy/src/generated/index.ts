// Written by `pnpm generate` from the OpenAPI document. Do not edit.

export {
  type CreateTokenRequest,
  type CreateTokenResult,
  createToken,
  type RevokeTokenRequest,
  type RevokeTokenResult,
  revokeToken,
  server,
} from './operations.ts'
export {
  OAuthError,
  PasswordGrant,
  RefreshTokenGrant,
  RevocationRequest,
  TokenRequest,
  TokenResponse,
} from './schemas.ts'
