import '../support/environment.ts'
import { createMemoryStore, type TokenStore } from '@auth/core'
import { storeConformance } from '@auth/core/store-conformance'
import { createMeshyAuth, type MeshyAuth } from '@auth/meshy'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createMovingStore } from '../../src/guides/moving-store.ts'
import { emulateHosts, people } from '../support/emulated-hosts.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const open = (store: TokenStore, identity = 'u1'): MeshyAuth =>
  createMeshyAuth({ accountName: 'demo', publicKey: 'pk_demo', store, identity })

describe('a store that takes over from another conforms', () => {
  const store = createMovingStore(createMemoryStore(), createMemoryStore())
  for (const { name, run } of storeConformance({ createStore: () => store })) test(name, run)
})

describe('sessions that move to another store', () => {
  test('go on without a request, and are renewed once for all, in the new store', async () => {
    const emulator = emulateHosts()
    const previous = createMemoryStore()
    const next = createMemoryStore()
    const before = open(previous)
    await before.signIn(people[0])
    const fleet = Array.from({ length: 5 }, () => open(createMovingStore(next, previous)))
    const tokens = await Promise.all(fleet.map((auth) => auth.getToken()))
    expect(tokens.map(({ value }) => value)).toEqual(Array(5).fill((await before.getToken()).value))
    emulator.revokeAccessTokens('meshy')
    const answers = await Promise.all(fleet.map((auth) => auth.fetch('/users/me')))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    const grants = emulator.requests.map(({ parameters }) => parameters['grant_type']).filter(Boolean)
    expect(grants).toEqual(['password', 'refresh_token'])
    // Nobody needs the old store for this session any more.
    expect((await open(next).fetch('/users/me')).status).toBe(200)
  })

  test('that are signed out do not come back from the old store', async () => {
    emulateHosts()
    const previous = createMemoryStore()
    await open(previous).signIn(people[0])
    const store = createMovingStore(createMemoryStore(), previous)
    await open(store).signOut()
    await expect(open(store).getToken()).rejects.toMatchObject({ code: 'reauth_required' })
  })
})
