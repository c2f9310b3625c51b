import type { TokenStore } from '@auth/core'
import type { Pool } from 'pg'
import { createSqlStore, type Query } from './sql-store.ts'

/**
 * Sessions in a database, for a fleet. The tables of `schema` are there.
 *
 * @param pool - With a `query_timeout`, so that a database that does not answer keeps nobody waiting.
 */
export async function createPostgresStore(pool: Pool): Promise<TokenStore> {
  const query: Query = async (sql, ...values) => (await pool.query(sql, values)).rows
  const clock = await pool.query('SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now')
  const offsetMs = Number(clock.rows[0].now) - performance.now()
  return createSqlStore(query, async () => offsetMs + performance.now())
}
