// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.

export {
  type CheckTokenRequest,
  type CheckTokenResult,
  type CreateTokenRequest,
  type CreateTokenResult,
  checkToken,
  createToken,
  type DeleteTokenRequest,
  type DeleteTokenResult,
  deleteToken,
  type RenewTokenRequest,
  type RenewTokenResult,
  type RevokeRefreshTokenRequest,
  type RevokeRefreshTokenResult,
  renewToken,
  revokeRefreshToken,
  server,
} from './operations.ts'
export {
  GooruError,
  GooruErrorDetail,
  RenewalRequest,
  SessionDetails,
  TaxonomyPreference,
  TenantSummary,
  TokenRequest,
  TokenResponse,
  UserPreferences,
} from './schemas.ts'
