/** The refresh token in the body of a renewal, even if the rest is invalid: the previous one is spent. */
export function findRefreshToken(body: unknown): string | undefined {
  const data = memberOf(body, 'refresh_token_data')
  const token = memberOf(data, 'token')
  return typeof token === 'string' && token !== '' ? token : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
