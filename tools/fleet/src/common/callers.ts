import { setTimeout as sleep } from 'node:timers/promises'
import { isAuthError } from '@auth/core'
import type { MeshyAuth } from '@auth/meshy'
import type { RoundCalls } from './protocol.ts'

const againAfterMs = 100

/** So many calls at once, each made again until it has a token, the session is over, or time is up. */
export async function callTogether(auth: MeshyAuth, callers: number, limitMs: number): Promise<RoundCalls> {
  const waits: number[] = []
  const failures: Record<string, number> = {}
  const ended: Record<string, number> = {}
  const call = async (): Promise<void> => {
    const startedAt = performance.now()
    for (;;) {
      try {
        await auth.getToken()
        waits.push(performance.now() - startedAt)
        return
      } catch (error) {
        if (!isAuthError(error)) throw error
        const isOver = error.code === 'reauth_required' || performance.now() - startedAt > limitMs
        const counts = isOver ? ended : failures
        counts[error.code] = (counts[error.code] ?? 0) + 1
        if (isOver) return
        await sleep(againAfterMs)
      }
    }
  }
  await Promise.all(Array.from({ length: callers }, call))
  return { waits, failures, ended }
}
