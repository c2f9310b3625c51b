import { DatabaseSync } from 'node:sqlite'
import type { TokenStore } from '@auth/core'
import { createSqlStore, type Query, schema } from './sql-store.ts'

/** Sessions in a file, for the processes of one machine. */
export function createSqliteStore(path: string): TokenStore {
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec(`PRAGMA journal_mode = WAL; ${schema}`)
  database.prepare('DELETE FROM sessions WHERE ends_at < ?').run(Date.now())
  const query: Query = async (sql, ...values) => {
    const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))
    return database.prepare(sql).all(named) as Array<{ value: string }> // the one column that is asked for
  }
  return createSqlStore(query, async () => Date.now())
}
