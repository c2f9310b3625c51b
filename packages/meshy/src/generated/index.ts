// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.

export {
  type CreateTokenRequest,
  type CreateTokenResult,
  createToken,
  type RegisterAnonymousRequest,
  type RegisterAnonymousResult,
  type RevokeTokenRequest,
  type RevokeTokenResult,
  registerAnonymous,
  registerAnonymousServer,
  revokeToken,
  server,
} from './operations.ts'
export {
  AnonymousRegistration,
  ApiError,
  OAuthError,
  PasswordGrant,
  RefreshTokenGrant,
  RevocationRequest,
  SecurityQuestion,
  TokenRequest,
  TokenResponse,
  User,
  UserRole,
} from './schemas.ts'
