import type { TokenStore } from '@auth/core'
import { storeConformance } from '@auth/core/store-conformance'
import type { Pool } from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createPostgresStore } from '../../docs/src/guides/postgres-store.ts'
import { schema } from '../../docs/src/guides/sql-store.ts'
import { type Postgres, startPostgres } from './support/postgres.ts'

// What is drawn from a sequence stays drawn, also where the statement fails.
const failing = `
  CREATE SEQUENCE failures;
  CREATE TABLE failing AS SELECT 0 AS times;
  CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('failures') <= (SELECT times FROM failing) THEN RAISE 'the disk is full'; END IF;
    RETURN coalesce(new, old);
  END $$;
  CREATE TRIGGER fail BEFORE INSERT OR UPDATE OR DELETE ON sessions FOR EACH ROW EXECUTE FUNCTION fail();`

describe('the store on PostgreSQL conforms', () => {
  let server: Postgres
  let admin: Pool
  const pools = new Map<TokenStore, Pool>()

  beforeAll(async () => {
    server = await startPostgres()
    admin = server.createPool()
    await admin.query(schema + failing)
  })
  afterAll(async () => {
    const { rows } = await admin.query('SHOW server_version')
    console.log(`PostgreSQL ${rows[0].server_version}: ${cases.length} cases`)
    await admin.end()
    await server[Symbol.asyncDispose]()
  })

  const cases = storeConformance({
    async createStore() {
      const pool = server.createPool()
      const store = await createPostgresStore(pool)
      pools.set(store, pool)
      return store
    },
    closeStore: (store) => pools.get(store)?.end(),
    loseLock: (key) => admin.query('DELETE FROM session_locks WHERE key = $1', [key]),
    async failWrites(times) {
      await admin.query('ALTER SEQUENCE failures RESTART')
      await admin.query('UPDATE failing SET times = $1', [times])
    },
  })
  for (const { name, run } of cases) test(name, run)
})
