import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AuthEvent } from '../src/index.ts'
import { createRefusingApi } from './support/refusing-api.ts'
import { createTestAuth, failureOf, type TestAuth } from './support/test-adapter.ts'

const unhandled: unknown[] = []
const note = (reason: unknown): void => void unhandled.push(reason)
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})
/** Node tells of an unhandled rejection before the next turn. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const methods: Record<string, (auth: TestAuth) => Promise<unknown>> = {
  signIn: (auth) => auth.signIn(),
  getToken: (auth) => auth.getToken(),
  session: (auth) => auth.session(),
  headers: (auth) => auth.headers(),
  refresh: (auth) => auth.refresh(),
  signOut: (auth) => auth.signOut(),
  dispose: (auth) => auth[Symbol.asyncDispose](),
}

/** A client whose listener calls a method of it at the first event of a type. */
function reacting(type: AuthEvent['type'], method: string) {
  const reactions: Promise<unknown>[] = []
  const setup = createTestAuth({
    onEvent(event) {
      if (event.type !== type || reactions.length > 0) return
      const reaction = Promise.resolve(methods[method]?.(setup.auth))
      reactions.push(reaction)
      // As a listener may do: the client must not wait for it.
      return reaction
    },
  })
  return { ...setup, reactions }
}

describe('A listener', () => {
  test.each(Object.keys(methods))('may call `%s` when a session starts, is renewed, fails or ends.', async (method) => {
    const happenings: Partial<Record<AuthEvent['type'], (setup: ReturnType<typeof reacting>) => Promise<unknown>>> = {
      'signed-in': ({ auth }) => auth.getToken(),
      renewed: async ({ auth }) => {
        await auth.getToken()
        return auth.refresh()
      },
      retrying: ({ auth, endpoint }) => {
        endpoint.fail({ status: 503 })
        return auth.getToken()
      },
      failed: ({ auth, endpoint }) => {
        endpoint.fail({ status: 500 }, { status: 500 }, { status: 500 })
        return auth.getToken()
      },
      'signed-out': async ({ auth }) => {
        await auth.getToken()
        return auth.signOut()
      },
    }
    for (const [type, happen] of Object.entries(happenings)) {
      const setup = reacting(type as AuthEvent['type'], method) // keys of the table above
      await setup.clock.settle(happen(setup).catch(() => {}))
      await setup.clock.advance(0)
      expect(setup.reactions, type).toHaveLength(1)
      await setup.clock.settle(Promise.allSettled(setup.reactions))
      await setup.clock.settle(setup.auth.signIn())
      expect(setup.auth.status).toBe('fresh')
      expect(setup.clock.timers).toBe(0)
    }
  })

  test('gets from each method what a caller would get.', async () => {
    const seen: unknown[] = []
    const { auth, clock, endpoint } = createTestAuth({
      async onEvent({ type }) {
        if (type !== 'signed-in') return
        seen.push((await auth.getToken()).value, await auth.session(), (await auth.refresh()).value)
      },
    })
    expect((await clock.settle(auth.getToken())).value).toBe('access-token-1')
    await clock.advance(0)
    expect(seen).toEqual(['access-token-1', { user: 'ada' }, 'access-token-2'])
    expect(endpoint.requests.map(({ grant }) => grant)).toEqual(['password', 'refresh'])
  })

  test.each<{ name: string; listener: () => unknown }>([
    {
      name: 'throws',
      listener: () => {
        throw new Error('listener')
      },
    },
    { name: 'rejects', listener: () => Promise.reject(new Error('listener')) },
    { name: 'never settles', listener: () => new Promise(() => {}) },
    {
      name: 'returns something that only looks like a promise',
      listener: () => ({
        // biome-ignore lint/suspicious/noThenProperty: a broken thenable is what is tried.
        then: () => {
          throw new Error('listener')
        },
      }),
    },
  ])('that $name reaches no caller.', async ({ listener }) => {
    const told: AuthEvent['type'][] = []
    const api = createRefusingApi({
      onEvent({ type }) {
        told.push(type)
        return listener()
      },
    })
    const { auth, clock, endpoint } = api
    api.answer = (token) => (token === 'access-token-1' ? 401 : 200)
    expect((await clock.settle(auth.fetch('/users'))).status).toBe(200)
    endpoint.goDown({ status: 500 })
    expect(await failureOf(clock, auth.refresh())).toMatchObject({ code: 'server_error' })
    endpoint.recover()
    await clock.settle(auth.signOut())
    await clock.settle(auth[Symbol.asyncDispose]())
    await nextTurn()
    expect(told).toEqual(['signed-in', 'token-rejected', 'renewed', 'failed', 'cooling-down', 'signed-out'])
    expect(unhandled).toEqual([])
    expect(clock.timers).toBe(0)
  })
})
