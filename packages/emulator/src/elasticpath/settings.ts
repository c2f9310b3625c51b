import { elasticPathCredentials } from './credentials.ts'
import type { ElasticPathOptions, ElasticPathSettings } from './options.ts'

/** The options, with defaults for those left out. */
export function settingsOf(options: ElasticPathOptions): ElasticPathSettings {
  return {
    clientId: elasticPathCredentials.clientId,
    clientSecret: elasticPathCredentials.clientSecret,
    passwordProfileId: elasticPathCredentials.passwordProfileId,
    storeId: '6f3b1f0e-9d3c-4f5a-8e0b-2a7c5d1e4b90',
    members: elasticPathCredentials.members,
    oneTimeCodes: [elasticPathCredentials.oneTimeCode],
    oidcCodes: [elasticPathCredentials.oidcCode],
    selfSignup: true,
    autoCreateAccount: true,
    duplicateSignupStatus: 422,
    accountTokenLifetimeMs: 86_400_000,
    accountTokenLength: 0,
    clientTokenLifetimeMs: 3_600_000,
    pageLimit: 25,
    acceptPageLimit: true,
    credentialError: 400,
    errorStatusType: 'string',
    errorsShape: 'array',
    clientTokenErrorTitle: 'Unable to validate access token',
    accountTokenErrorDetail: 'account management authentication token is invalid or expired',
    nullLinks: 'string',
    lastLinkOnSinglePage: true,
    httpLinks: false,
    currentBase: 1,
    includeMemberId: true,
    expiresFormat: 'iso',
    expiresFraction: '070',
    caseSensitiveUsernames: true,
    clientTokenInData: false,
    ...options,
  }
}
