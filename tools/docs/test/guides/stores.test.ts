import '../support/environment.ts'
import { DatabaseSync } from 'node:sqlite'
import { createMemoryStore, type TokenStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { openSession } from '../../src/guides/browser-session.ts'
import { encryptedStore } from '../../src/guides/encrypted-store.ts'
import { createSqlStore, type Query, schema } from '../../src/guides/sql-store.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A database in memory, and what is in it. */
function createDatabase() {
  const database = new DatabaseSync(':memory:')
  database.exec(schema)
  const query: Query = async (sql, ...values) => {
    const named = Object.fromEntries(values.map((value, index) => [`$${index + 1}`, value]))
    return database.prepare(sql).all(named) as Array<{ value: string }> // the one column that is asked for
  }
  const values = (): string =>
    database
      .prepare('SELECT value FROM sessions')
      .all()
      .map(({ value }) => value)
      .join()
  return { createStore: () => createSqlStore(query, async () => Date.now()), values }
}

const open = (store: TokenStore): MeshyAuth =>
  createMeshyAuth({ accountName: 'demo', publicKey: 'pk_demo', store, identity: 'u1' })

test('a fleet on a store of one’s own renews once, and signs out together', async () => {
  const emulator = emulateHosts()
  const { createStore, values } = createDatabase()
  const fleet = Array.from({ length: 20 }, () => open(createStore()))
  await fleet[0]?.signIn(people[0])
  await Promise.all(fleet.map((auth) => auth.getToken()))
  emulator.revokeAccessTokens('meshy')
  await Promise.all(fleet.map((auth) => auth.fetch('/users/me')))
  const grants = emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)
  expect(grants).toEqual(['password', 'refresh_token'])
  await fleet[1]?.signOut()
  expect(values()).toContain('"signedOut":true')
  const others = await Promise.allSettled(fleet.map((auth) => auth.refresh()))
  expect(others.map(({ status }) => status)).not.toContain('fulfilled')
})

test('an encrypted store holds nothing that can be read, and another key reads nothing', async () => {
  emulateHosts()
  const { createStore, values } = createDatabase()
  const secret = new Uint8Array(32).fill(7)
  const auth = open(await encryptedStore(createStore(), secret))
  await auth.signIn(people[0])
  const { value } = await auth.getToken()
  expect(values()).not.toContain(value)
  expect((await open(await encryptedStore(createStore(), secret)).getToken()).value).toBe(value)
  const stranger = open(await encryptedStore(createStore(), new Uint8Array(32).fill(8)))
  await expect(stranger.getToken()).rejects.toMatchObject({ code: 'store_failed' })
})

test('objects on one memory store share a session', async () => {
  const emulator = emulateHosts()
  const store = createMemoryStore()
  await open(store).signIn(people[0])
  await open(store).getToken()
  expect(emulator.requests).toHaveLength(1)
})

test('tabs of a browser share a session, which a server does not have', async () => {
  expect(() => openSession('u1')).toThrow('createWebStore needs IndexedDB')
  vi.stubGlobal('indexedDB', new IDBFactory())
  const emulator = emulateHosts()
  const [first, second] = [openSession('u1'), openSession('u1')]
  await first.signIn(people[0])
  expect((await second.getToken()).value).toBe((await first.getToken()).value)
  expect(emulator.requests).toHaveLength(1)
})
