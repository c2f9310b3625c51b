/** How long something is valid, for people. */
export function describeTime(expiresAt: number | undefined, now: number = Date.now()): string {
  if (expiresAt === undefined) return 'until the API rejects it'
  const seconds = Math.max(0, Math.round((expiresAt - now) / 1000))
  if (seconds < 120) return `for ${seconds} seconds`
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? `for ${minutes} minutes` : `for ${Math.round(minutes / 60)} hours`
}
