// Written by `pnpm generate` from the OpenAPI document. Do not edit.

export {
  type CreateTokenRequest,
  type CreateTokenResult,
  createToken,
  type DeleteTokenRequest,
  type DeleteTokenResult,
  deleteToken,
  type GetTokenRequest,
  type GetTokenResult,
  getToken,
  server,
} from './operations.ts'
export {
  GooruError,
  GooruErrorDetail,
  SessionDetails,
  TaxonomyPreference,
  TenantSummary,
  TokenRequest,
  TokenResponse,
  UserPreferences,
} from './schemas.ts'
