// #region
import type { AuthError, KnownAuthErrorCode } from '@auth/core'

export function whoCanFix(error: AuthError): 'person' | 'time' | 'operator' {
  const code = error.code as KnownAuthErrorCode // those of later versions end in `default`
  switch (code) {
    case 'invalid_credentials':
    case 'access_denied':
    case 'account_selection_required':
    case 'reauth_required':
      return 'person'
    case 'network':
    case 'timeout':
    case 'rate_limited':
    case 'server_error':
    case 'cooling_down':
      return 'time'
    case 'invalid_client':
    case 'invalid_request':
    case 'invalid_response':
    case 'unexpected_redirect':
    case 'token_rejected':
    case 'insecure_url':
    case 'origin_not_allowed':
    case 'store_failed':
      return 'operator'
    default:
      code satisfies never // an error of the compiler, once a case is missing
      return error.retryable ? 'time' : 'operator'
  }
}
// #endregion
