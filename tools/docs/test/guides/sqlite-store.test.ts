import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { storeConformance } from '@auth/core/store-conformance'
import { afterAll, describe, expect, test } from 'vitest'
import { createSqliteStore } from '../../src/guides/sqlite-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'sqlite-store-'))
const path = join(folder, 'sessions.db')
const { signal } = new AbortController()

afterAll(() => rmSync(folder, { recursive: true }))

describe('the store on SQLite conforms', () => {
  createSqliteStore(path)
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('CREATE TABLE failing AS SELECT 0 AS times')
  for (const event of ['INSERT', 'UPDATE', 'DELETE']) {
    // FAIL keeps what the statement has done before.
    database.exec(`CREATE TRIGGER failing_${event} BEFORE ${event} ON sessions WHEN (SELECT times FROM failing) > 0
      BEGIN UPDATE failing SET times = times - 1; SELECT RAISE(FAIL, 'the disk is full'); END`)
  }
  const cases = storeConformance({
    createStore: () => createSqliteStore(path),
    loseLock: (key) => database.prepare('DELETE FROM session_locks WHERE key = ?').run(key),
    failWrites: (times) => database.prepare('UPDATE failing SET times = ?').run(times),
  })
  for (const { name, run } of cases) test(name, run)
})

test('the suite runs as the guide shows it', async () => {
  const script = fileURLToPath(new URL('../../src/guides/hold-store.ts', import.meta.url))
  expect(await complaintsOf(['--conditions=@auth/source', '--test', script])).toBe('')
})

test('processes that change one value in turn lose nothing, and never overlap', async () => {
  const script = fileURLToPath(new URL('../support/sqlite-worker.ts', import.meta.url))
  const args = ['--conditions=@auth/source', script, path, join(folder, 'inside')]
  expect(await Promise.all([1, 2, 3].map(() => complaintsOf(args)))).toEqual(['', '', ''])
  expect(await createSqliteStore(path).read('counter', { signal })).toBe('60')
})

/** Runs Node in the folder, and gives what it has printed if it fails. */
async function complaintsOf(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  const texts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => texts.push(text))
  const code = await new Promise((resolve) => child.on('close', resolve))
  return code === 0 ? '' : texts.join('')
}
