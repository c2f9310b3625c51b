import { setTimeout as sleep } from 'node:timers/promises'
import { createLockingStore, type TokenStore } from '@auth/core/store'

/** Runs a statement with the values of `$1`, `$2` …, and gives the rows that it returns. */
export type Query = (
  sql: string,
  ...values: Array<string | number | null>
) => Promise<Array<{ readonly value: string }>>

export const schema = `
  CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, value TEXT NOT NULL, ends_at DOUBLE PRECISION);
  CREATE TABLE IF NOT EXISTS session_locks (key TEXT PRIMARY KEY, value TEXT NOT NULL, ends_at DOUBLE PRECISION);`

const leaseMs = 10_000
const take = `INSERT INTO session_locks AS held VALUES ($1, $2, $3) ON CONFLICT (key)
  DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at WHERE held.ends_at < $4 RETURNING value`
const renew = 'UPDATE session_locks SET ends_at = $3 WHERE key = $1 AND value = $2 AND ends_at >= $4 RETURNING value'
const insert = 'INSERT INTO sessions VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING value'
const update = 'UPDATE sessions SET value = $2, ends_at = $3 WHERE key = $1 AND value = $4 RETURNING value'
const remove = 'DELETE FROM sessions WHERE key = $1 AND value = $2 RETURNING value'

/** @param now - The database’s clock, in epoch milliseconds. */
export function createSqlStore(query: Query, now: () => Promise<number>): TokenStore {
  const changes = async (...call: Parameters<Query>): Promise<boolean> => (await query(...call)).length > 0
  const read = async (key: string): Promise<string | undefined> =>
    (await query('SELECT value FROM sessions WHERE key = $1', key))[0]?.value
  return createLockingStore({
    read,
    now,
    async lock(key, { signal }) {
      const owner = crypto.randomUUID()
      let heldUntil = 0
      const hold = async (statement: string): Promise<boolean> => {
        const time = await now()
        const isHeld = await changes(statement, key, owner, time + leaseMs, time)
        if (isHeld) heldUntil = time + leaseMs
        return isHeld
      }
      while (!(await hold(take))) await sleep(20 + 20 * Math.random(), undefined, { signal })
      const current = await read(key)
      const lost = new AbortController()
      const timer = setInterval(async () => {
        // The database does not answer, or this process was paused: soon somebody else can have the lock.
        const isEnding = (await now()) > heldUntil - leaseMs / 2
        if (isEnding || !(await hold(renew).catch(() => true))) lost.abort()
      }, leaseMs / 4)
      return {
        current,
        lost: lost.signal,
        async replace(expected, next, { lifeMs }) {
          if (next === undefined) return changes(remove, key, expected ?? null)
          const endsAt = lifeMs === undefined ? null : (await now()) + lifeMs
          return expected === undefined
            ? changes(insert, key, next, endsAt)
            : changes(update, key, next, endsAt, expected)
        },
        async release() {
          clearInterval(timer)
          await query('DELETE FROM session_locks WHERE key = $1 AND value = $2', key, owner)
        },
      }
    },
  })
}
