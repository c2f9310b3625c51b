// #region
import type { AuthEvent } from '@auth/core'

export function logEvent({ type, at, ...details }: AuthEvent): void {
  const level = type === 'failed' || type === 'store-failed' ? 'warn' : 'info'
  console[level](JSON.stringify({ time: new Date(at).toISOString(), level, message: `auth ${type}`, ...details }))
}
// #endregion
