/** The refresh token in the body of a renewal, even if the rest is invalid: the previous one is spent. */
export function findRefreshToken(body: unknown): string | undefined {
  const token = typeof body === 'object' && body !== null && 'refresh_token' in body ? body.refresh_token : undefined
  return typeof token === 'string' && token !== '' ? token : undefined
}
