import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createMemoryStore, type TokenStore } from '../../src/index.ts'
import { storeKey } from '../support/store-key.ts'
import { ada, createTestAuth, failureOf } from '../support/test-adapter.ts'

const grace = { username: 'grace', password: 'correct horse' }

describe('A session on a store, under the name of the credentials', () => {
  test('Is not replaced by that of somebody else, whom a later client would take for the first.', async () => {
    const store = createMemoryStore()
    const first = createTestAuth({ store, credentials: ada })
    await first.auth.getToken()
    const error = await failureOf(first.clock, first.auth.signIn(grace))
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toMatch(/`identity` must be given/)
    const second = createTestAuth({ store, credentials: ada, endpoint: first.endpoint })
    expect(await second.auth.session()).toEqual({ user: 'ada' })
  })

  test('May be started again with the same name and another password.', async () => {
    const { auth } = createTestAuth({ store: createMemoryStore(), credentials: ada })
    expect(await auth.signIn({ ...ada })).toEqual({ user: 'ada' })
  })

  test('May be anybody’s with an `identity`, or on a store of its own.', async () => {
    for (const place of [{ store: createMemoryStore(), identity: 'visitor-1' }, {}]) {
      const { auth } = createTestAuth({ ...place, credentials: ada })
      expect(await auth.signIn(grace)).toEqual({ user: 'grace' })
    }
  })

  test('Is named after provider, host, account and a digest of the user name that fits into a URL.', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `user-${index}`)
    const keys: string[] = []
    const expected = names.map((name) => {
      return storeKey(createHash('sha256').update(name).digest().subarray(0, 16).toString('base64url'))
    })
    for (const username of names) {
      const store = createMemoryStore()
      const read: TokenStore['update'] = (key, ...call) => {
        keys.push(key)
        return store.update(key, ...call)
      }
      const { auth, endpoint } = createTestAuth({
        store: { ...store, update: read },
        credentials: { ...ada, username },
      })
      endpoint.accept(username, ada.password)
      await auth.getToken()
    }
    expect(keys).toEqual(expected)
  })
})
