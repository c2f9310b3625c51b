// Written by `pnpm generate` from the OpenAPI document, which names the source of each fact. Do not edit.

export {
  type CreateAccountMemberTokensRequest,
  type CreateAccountMemberTokensResult,
  type CreateClientTokenRequest,
  type CreateClientTokenResult,
  createAccountMemberTokens,
  createClientToken,
  server,
} from './operations.ts'
export {
  AccountManagementAuthenticationToken,
  AccountManagementTokenMechanism,
  AccountMemberTokenRequest,
  AccountMemberTokenRequestEnvelope,
  AccountMemberTokens,
  AccountMemberTokensMeta,
  ClientCredentialsGrant,
  ClientToken,
  ClientTokenData,
  ClientTokenRequest,
  ErrorItem,
  Errors,
  ImplicitGrant,
  OidcMechanism,
  Page,
  PageLinks,
  PageResults,
  PasswordlessMechanism,
  PasswordMechanism,
  SelfSignupMechanism,
} from './schemas.ts'
