import { type AdapterContext, isAuthError, type StoredTokenSet, type TokenSet } from '@auth/core/adapter'
import { describeRefusal, signOutFailure } from './failures.ts'
import { deleteToken } from './generated/operations.ts'
import { type GooruAuthOptions, presentedToken } from './options.ts'
import type { GooruSession } from './session.ts'

interface SignOutParts extends Pick<GooruAuthOptions, 'tokenHeaders'> {
  renew(context: AdapterContext, tokenSet: StoredTokenSet<GooruSession>): Promise<TokenSet<GooruSession> | undefined>
}

/** Tells the service that a session is over. */
export async function endSession(
  context: AdapterContext,
  tokenSet: StoredTokenSet<GooruSession>,
  { tokenHeaders, renew }: SignOutParts,
): Promise<void> {
  if ((await deleteLiving(context, tokenSet, tokenHeaders)) || tokenSet.refreshToken === undefined) return
  // The refresh token outlives the access token, and takes a live access token to be revoked.
  try {
    const renewed = await renew(context, tokenSet)
    if (renewed) await deleteLiving(context, { ...tokenSet, accessToken: renewed.accessToken }, tokenHeaders)
  } catch (error) {
    if (!isAuthError(error, 'reauth_required')) throw error
  }
}

/** Whether there was something left to revoke. */
async function deleteLiving(
  context: AdapterContext,
  { accessToken, session }: StoredTokenSet<GooruSession>,
  tokenHeaders: GooruAuthOptions['tokenHeaders'],
): Promise<boolean> {
  // On a second attempt the token is gone, which is a success too.
  const result = await deleteToken(context.transport, presentedToken(accessToken, tokenHeaders), {
    retry: 'repeatable',
  })
  switch (result.status) {
    case 200:
    case 204:
      return true
    case 401:
      return false
    case 400:
      // It died between the server's two checks of it.
      if (/invalid access token/i.test(describeRefusal(context, result).providerText)) return false
      throw signOutFailure(context, result)
    case 403:
      // Some servers do not let visitors sign out: their sessions end by themselves.
      if (session.anonymous) return true
      throw signOutFailure(context, result)
    case 429:
    case 500:
    case 'undocumented':
      throw context.fail.ofStatus(result)
  }
}
