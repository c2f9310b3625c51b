import type { GooruSession } from './session.ts'

/**
 * The refresh token in the body of a renewal, even if the rest is invalid: the previous one is spent. `undefined` if
 * the session is somebody else's.
 */
export function findRefreshToken(body: unknown, { userId }: Pick<GooruSession, 'userId'>): string | undefined {
  if (typeof body !== 'object' || body === null || !('refresh_token' in body)) return undefined
  if ('user_id' in body && body.user_id !== userId) return undefined
  const token = body.refresh_token
  return typeof token === 'string' && token !== '' ? token : undefined
}
