// #region
import { isAuthError } from '@auth/core'

/** Runs a job of a queue. The result says when to retry; an error that a retry cannot fix is thrown. */
export async function runOnce(job: () => Promise<void>): Promise<'done' | { againInMs: number }> {
  try {
    await job()
    return 'done'
  } catch (error) {
    if (isAuthError(error) && error.retryable) return { againInMs: error.retryAfterMs ?? 60_000 }
    throw error
  }
}
// #endregion
