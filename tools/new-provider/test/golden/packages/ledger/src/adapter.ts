import type { Adapter } from '@auth/core/adapter'
import { createAccessToken } from './generated/operations.ts'
import {
  checkLedgerCredentials,
  type LedgerAuthOptions,
  type LedgerCredentials,
  type LedgerSession,
} from './options.ts'

/** How Ledger signs in, renews, presents and fails. */
export function createLedgerAdapter(options: LedgerAuthOptions): Adapter<LedgerCredentials, LedgerSession> {
  const { scope } = options
  return {
    name: 'ledger',
    // FILL IN: what keeps clients of Ledger apart beside the user, such as a client id. Not a secret: it is in store keys.
    account: '',
    credentialHeaders: ['authorization'],
    checkCredentials: checkLedgerCredentials,
    identity: (credentials) => credentials.clientId,
    async signIn(context, credentials) {
      const result = await createAccessToken(
        context.transport,
        {
          // FILL IN: RFC 6749, section 2.3.1, has both form-encoded. Some servers take them as they are: try it with a `%`.
          clientBasic: {
            username: encodeURIComponent(credentials.clientId),
            password: encodeURIComponent(credentials.clientSecret),
          },
          body: { grant_type: 'client_credentials', scope },
        },
        { retry: 'repeatable' },
      )
      switch (result.status) {
        case 200:
          return {
            accessToken: result.data.access_token,
            lifetime:
              typeof result.data.expires_in === 'number' ? { expiresInMs: result.data.expires_in * 1000 } : 'missing',
            exchange: result.exchange,
            session: { tokenType: result.data.token_type, scope: result.data.scope },
          }
        case 400:
          // FILL IN: the code and the words for: The request was refused (RFC 6749, section 5.2).
          throw context.fail('invalid_request', { answer: result, message: 'sign-in was refused (400)' })
        case 401:
          // FILL IN: the code and the words for: The request was refused (RFC 6749, section 5.2).
          throw context.fail('invalid_credentials', { answer: result, message: 'sign-in was refused (401)' })
        case 429:
          // Too many requests.
          throw context.fail.ofStatus(result)
        case 503:
          // The token service is being updated.
          throw context.fail.ofStatus(result)
        case 'undocumented':
          throw context.fail.ofStatus(result)
      }
      throw result satisfies never
    },
    // FILL IN: `renew` and `signOut`, where Ledger has calls for that.
    // FILL IN: the document does not say how calls carry the token. This is how most do.
    present(headers, { accessToken }) {
      headers.set('authorization', `Bearer ${accessToken}`)
    },
    // FILL IN: which answers of the API say that the token is dead.
    classify: ({ status }) => (status === 401 ? 'token-rejected' : 'other'),
  }
}
