import { describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/index.ts'
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
})
