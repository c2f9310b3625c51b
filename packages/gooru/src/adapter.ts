import type { Adapter } from '@auth/core/adapter'
import { describeRefusal, ownerFailure, signInFailure, signOutFailure } from './failures.ts'
import { createToken, deleteToken } from './generated/operations.ts'
import { checkGooruCredentials, type GooruAuthOptions, type GooruCredentials, isAnonymous } from './options.ts'
import { type GooruSession, readSession } from './session.ts'

/** How Gooru signs in, presents and fails. It has no renewal: a person signs in again. */
export function createGooruAdapter(options: GooruAuthOptions): Adapter<GooruCredentials, GooruSession> {
  const { clientId, clientKey, tokenHeaders = 'both' } = options
  const credentialHeaders = tokenHeaders === 'both' ? ['authorization', 'token'] : [tokenHeaders]

  return {
    name: 'gooru',
    account: clientId,
    credentialHeaders,
    checkCredentials: checkGooruCredentials,
    // No username has a colon.
    identity: (credentials) => (isAnonymous(credentials) ? ':anonymous' : credentials.username),
    async signIn(context, credentials) {
      const anonymous = isAnonymous(credentials)
      const result = await createToken(
        context.transport,
        {
          basicAuth: anonymous ? undefined : { username: credentials.username, password: credentials.password },
          body: { client_key: clientKey, client_id: clientId, grant_type: anonymous ? 'anonymous' : 'credential' },
        },
        // Some servers answer 500 to credentials that they cannot read.
        { retry: 'repeatable-except-500' },
      )
      switch (result.status) {
        case 200: {
          const failure = ownerFailure(context, result, anonymous)
          if (failure) throw failure
          const { access_token, access_token_validity: validity } = result.data
          return {
            accessToken: access_token,
            // Use prolongs a token, but nobody says by how much: this is the least that it lives.
            lifetime: validity === undefined || validity === null ? 'unknown' : { expiresInMs: validity * 1000 },
            exchange: result.exchange,
            session: readSession(result.data),
          }
        }
        case 400:
        case 401:
        case 403:
        case 404:
        case 500:
          throw signInFailure(context, result, anonymous)
        case 'undocumented':
          throw context.fail.ofStatus(result)
      }
    },
    async signOut(context, { accessToken, session }) {
      const result = await deleteToken(
        context.transport,
        {
          sessionToken: `Token ${accessToken}`,
          Token: tokenHeaders === 'authorization' ? undefined : accessToken,
        },
        // The second time, the token is gone, which is a success too.
        { retry: 'repeatable' },
      )
      switch (result.status) {
        case 200:
        case 204:
        case 401:
          return
        case 400:
          // It died between the server's two looks at it.
          if (/invalid access token/i.test(describeRefusal(context, result).providerText)) return
          throw signOutFailure(context, result)
        case 403:
          // Some servers do not let visitors sign out: their sessions end by themselves.
          if (session.anonymous) return
          throw signOutFailure(context, result)
        case 500:
        case 'undocumented':
          throw context.fail.ofStatus(result)
        default:
          return result satisfies never
      }
    },
    present(headers, { accessToken }) {
      // A caller who brings one of the two means another session: the other header must not contradict it.
      if (credentialHeaders.some((name) => headers.has(name))) return
      if (tokenHeaders !== 'token') headers.set('authorization', `Token ${accessToken}`)
      if (tokenHeaders !== 'authorization') headers.set('token', accessToken)
    },
    classify: ({ status }) => (status === 401 ? 'token-dead' : 'other'),
  }
}
