import '../support/environment.ts'
import { createMemoryStore, type TokenStore } from '@auth/core'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { afterEach, expect, test, vi } from 'vitest'
import { encryptedStore } from '../../src/guides/encrypted-store.ts'
import { type Backend, createStore } from '../../src/guides/own-store.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** A database of one table, with locks that are taken in turn. */
function createBackend() {
  const rows = new Map<string, string>()
  const last = new Map<string, Promise<unknown>>()
  const backend: Backend = {
    get: async (key) => rows.get(key),
    async set(key, value) {
      if (value === undefined) rows.delete(key)
      else rows.set(key, value)
    },
    withLock(key, signal, work) {
      const turn = (last.get(key) ?? Promise.resolve()).then(() => {
        signal.throwIfAborted()
        return work()
      })
      last.set(
        key,
        turn.catch(() => {}),
      )
      return turn
    },
  }
  return { backend, rows }
}

const open = (store: TokenStore): MeshyAuth =>
  createMeshyAuth({ accountName: 'demo', publicKey: 'pk_demo', store, identity: 'u1' })

test('a fleet on a store of one’s own renews once, and signs out together', async () => {
  const emulator = emulateHosts()
  const { backend, rows } = createBackend()
  const fleet = Array.from({ length: 20 }, () => open(createStore(backend)))
  await fleet[0]?.signIn(people[0])
  await Promise.all(fleet.map((auth) => auth.getToken()))
  emulator.revokeAccessTokens('meshy')
  await Promise.all(fleet.map((auth) => auth.fetch('/users/me')))
  const grants = emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)
  expect(grants).toEqual(['password', 'refresh_token'])
  await fleet[1]?.signOut()
  expect([...rows.values()].join()).toContain('"signedOut":true')
  const others = await Promise.allSettled(fleet.map((auth) => auth.refresh()))
  expect(others.map(({ status }) => status)).not.toContain('fulfilled')
})

test('an encrypted store holds nothing that can be read, and another key reads nothing', async () => {
  emulateHosts()
  const { backend, rows } = createBackend()
  const secret = new Uint8Array(32).fill(7)
  const auth = open(await encryptedStore(createStore(backend), secret))
  await auth.signIn(people[0])
  const { value } = await auth.getToken()
  expect([...rows.values()].join()).not.toContain(value)
  expect((await open(await encryptedStore(createStore(backend), secret)).getToken()).value).toBe(value)
  const stranger = open(await encryptedStore(createStore(backend), new Uint8Array(32).fill(8)))
  await expect(stranger.getToken()).rejects.toMatchObject({ code: 'store_failed' })
})

test('objects on one memory store share a session', async () => {
  const emulator = emulateHosts()
  const store = createMemoryStore()
  await open(store).signIn(people[0])
  await open(store).getToken()
  expect(emulator.requests).toHaveLength(1)
})
