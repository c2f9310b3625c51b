import { describe, expect, test } from 'vitest'
import type { AuthEvent } from '../src/index.ts'
import { createTestAuth, failureOf, type TestAuth } from './support/test-adapter.ts'

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

  test.each([
    {
      name: 'throws',
      listener: () => {
        throw new Error('listener')
      },
    },
    { name: 'rejects', listener: () => Promise.reject(new Error('listener')) },
    { name: 'never settles', listener: () => new Promise(() => {}) },
  ])('that $name reaches no caller.', async ({ listener }) => {
    const { auth, clock, endpoint } = createTestAuth({ onEvent: listener })
    expect((await auth.getToken()).value).toBe('access-token-1')
    endpoint.goDown({ status: 500 })
    expect(await failureOf(clock, auth.refresh())).toMatchObject({ code: 'server_error' })
    endpoint.recover()
    await clock.settle(auth.signOut())
    expect(clock.timers).toBe(0)
  })
})
