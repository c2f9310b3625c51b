import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { RejectionResponse, Verdict } from '../../src/adapter-contract.ts'
import type { Exchange } from '../../src/api/operation.ts'
import type { AuthEvent } from '../../src/events.ts'
import { createApiClient, credentials, issue, rejecting } from '../support/api-auth.ts'

const status = (code: number) => (): Response => new Response('no', { status: code })

describe('A 401 for a dead token', () => {
  test('renews the token and sends the request once more.', async () => {
    const { auth, sent, signIns } = createApiClient(rejecting('token-1'))
    const response = await auth.fetch('/users', { method: 'POST', body: 'text' })
    expect(response.status).toBe(200)
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(signIns).toHaveLength(2)
    expect((await auth.getToken()).value).toBe('token-2')
  })

  test('that comes a second time is returned as it is.', async () => {
    const { auth, sent, signIns } = createApiClient(async () => new Response(`no ${sent.length}`, { status: 401 }))
    const response = await auth.fetch('/users')
    expect([response.status, await response.text()]).toEqual([401, 'no 2'])
    expect([sent.length, signIns.length]).toEqual([2, 2])
  })

  test('renews once for ten requests that get it together.', async () => {
    const { auth, sent, signIns } = createApiClient(rejecting('token-1'))
    await auth.getToken()
    const responses = await Promise.all(Array.from({ length: 10 }, (_, index) => auth.fetch(`/users/${index}`)))
    expect(responses.map((response) => response.status)).toEqual(Array(10).fill(200))
    expect(sent).toHaveLength(20)
    expect(signIns).toHaveLength(2)
  })

  test('renews once also when others come after the new token.', async () => {
    const late: Array<() => void> = []
    const { auth, sent, signIns } = createApiClient(async (request) => {
      const dead = request.headers.get('authorization') === 'Bearer token-1'
      if (dead && request.url.endsWith('late')) await new Promise<void>((resolve) => late.push(resolve))
      return new Response(null, { status: dead ? 401 : 200 })
    })
    await auth.getToken()
    const waiting = Array.from({ length: 9 }, () => auth.fetch('/late'))
    expect((await auth.fetch('/first')).status).toBe(200)
    expect(signIns).toHaveLength(2)
    for (const answer of late) answer()
    expect((await Promise.all(waiting)).map((response) => response.status)).toEqual(Array(9).fill(200))
    expect(signIns).toHaveLength(2)
    expect(sent).toHaveLength(20)
  })

  test.each(['there is no other token', 'it cannot be told what it is about'])(
    'cancels the body of the answer also when %s.',
    async (what) => {
      const answers = [issue('token-1')]
      let cancelled = 0
      const cancel = (): void => {
        cancelled += 1
      }
      const { auth } = createApiClient(
        () => new Response(new ReadableStream({ cancel }), { status: 401 }),
        {},
        what === 'there is no other token'
          ? { token: () => answers.shift() ?? status(400)() }
          : { classify: () => Promise.reject(new Error('unknown')) },
      )
      await expect(auth.fetch('/users')).rejects.toThrow()
      expect(cancelled).toBe(1)
    },
  )

  test('cancels the body of the answer that nobody sees.', async () => {
    const cancelled: string[] = []
    const { auth } = createApiClient((request) => {
      const token = request.headers.get('authorization') ?? ''
      const body = new ReadableStream({ cancel: () => void cancelled.push(token) })
      return new Response(body, { status: token === 'Bearer token-1' ? 401 : 200 })
    })
    expect((await auth.fetch('/users')).status).toBe(200)
    expect(cancelled).toEqual(['Bearer token-1'])
  })

  test('is told to the listener.', async () => {
    const events: AuthEvent[] = []
    const { auth } = createApiClient(rejecting('token-1'), { onEvent: (event) => events.push(event) })
    await auth.fetch('/users')
    await auth[Symbol.asyncDispose]()
    const rejected = events.filter(({ type }) => type === 'token-rejected')
    expect(rejected).toMatchObject([{ provider: 'test', generation: 1, status: 401 }])
  })

  test.each<Verdict>(['other', 'try-again'])('is told to the listener, unless the verdict is %j.', async (verdict) => {
    const events: AuthEvent[] = []
    const onEvent = (event: AuthEvent): void => void events.push(event)
    const { auth } = createApiClient(status(401), { onEvent }, { classify: () => verdict })
    await auth.fetch('/users')
    await auth[Symbol.asyncDispose]()
    expect(events.map(({ type }) => type)).toEqual(['signed-in'])
  })
})

describe('A failed renewal after a 401', () => {
  test('is the error of the call, and leaves the credentials in place.', async () => {
    let up = true
    const { auth, sent, signIns } = createApiClient(
      rejecting('token-1', 'token-2'),
      {},
      {
        token() {
          if (!up) return new Response('down', { status: 401 })
          return issue(`token-${signIns.length}`)
        },
      },
    )
    await auth.getToken()
    up = false
    await expect(auth.fetch('/users')).rejects.toMatchObject({
      name: 'AuthError',
      code: 'invalid_response',
      status: 401,
    })
    expect(sent).toHaveLength(1)
    up = true
    await auth.signIn()
    expect(JSON.parse(await (signIns.at(-1) ?? new Response('{}')).text())).toMatchObject(credentials)
    expect((await auth.fetch('/users')).status).toBe(200)
  })
})

describe('An answer that is not about the token', () => {
  test.each([200, 204, 400, 403, 404, 407, 500])('of status %i is returned as it is.', async (code) => {
    const { auth, sent, signIns } = createApiClient(
      () => new Response(code === 204 ? null : 'as it is', { status: code }),
    )
    const response = await auth.fetch('/users')
    expect([response.status, await response.text()]).toEqual([code, code === 204 ? '' : 'as it is'])
    expect([sent.length, signIns.length]).toEqual([1, 1])
  })

  test('of status 401 is returned as it is when the adapter says so, with its body.', async () => {
    const { auth, sent } = createApiClient(
      status(401),
      {},
      {
        classify: async (response) => ((await response.text()) === 'no' ? 'other' : 'token-rejected'),
      },
    )
    expect(await (await auth.fetch('/users')).text()).toBe('no')
    expect(sent).toHaveLength(1)
  })
})

describe('What an adapter sees of a response', () => {
  test('is nothing, unless its status is 401 or 403.', async () => {
    const seen: number[] = []
    const classify = (response: RejectionResponse): Verdict => {
      seen.push(response.status)
      return 'token-rejected'
    }
    for (const code of [200, 400, 401, 402, 403, 404, 500]) {
      await createApiClient(status(code), {}, { classify }).auth.fetch('/users')
    }
    expect([...new Set(seen)]).toEqual([401, 403])
  })

  test('includes whether the token has reached its expiry meanwhile.', async () => {
    const seen: boolean[] = []
    for (const lateMs of [1000, 3_600_000]) {
      const clock = createVirtualClock()
      const { auth } = createApiClient(
        async () => {
          await clock.advance(lateMs)
          return new Response(null, { status: 401 })
        },
        { clock },
        {
          signIn: async () => {
            const sentAt = { wall: clock.now(), monotonic: clock.monotonic() }
            const exchange = { status: 200, sentAt, attempts: 1 } as Exchange // the rest was not in the answer
            return { accessToken: 'a-token', lifetime: { expiresInMs: 3_600_000 }, exchange, session: { user: 'x' } }
          },
          classify(_, { expired }) {
            seen.push(expired)
            return 'other'
          },
        },
      )
      await auth.fetch('/users')
    }
    expect(seen).toEqual([false, true])
  })

  test('is the status, the headers, the start of the body, and what was sent.', async () => {
    const seen: unknown[] = []
    const body = `{"error":"expired"}${'x'.repeat(70 * 1024)}`
    const { auth } = createApiClient(
      () => new Response(body, { status: 403, headers: { 'x-code': '7' } }),
      {},
      {
        async classify({ status: code, headers, sent, text }): Promise<Verdict> {
          seen.push(code, headers.get('x-code'), sent.get('authorization'), sent.get('x-mine'), await text())
          return 'other'
        },
      },
    )
    const response = await auth.fetch('/users', { headers: { 'x-mine': '1' } })
    expect(seen).toEqual([403, '7', 'Bearer token-1', '1', body.slice(0, 64 * 1024)])
    expect(await response.text()).toBe(body)
  })

  test('may make a 403 stand for a dead token, where the provider documents it.', async () => {
    const { auth, sent, signIns } = createApiClient(
      (request) =>
        new Response('expired', { status: request.headers.get('authorization') === 'Bearer token-1' ? 403 : 200 }),
      {},
      { classify: async ({ text }) => ((await text()) === 'expired' ? 'token-rejected' : 'other') },
    )
    expect((await auth.fetch('/users')).status).toBe(200)
    expect([sent.length, signIns.length]).toEqual([2, 2])
  })

  test('may ask for another try with the same token, once.', async () => {
    const { auth, sent, signIns } = createApiClient(status(401), {}, { classify: () => 'try-again' })
    expect((await auth.fetch('/users')).status).toBe(401)
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer token-1', 'Bearer token-1'])
    expect(signIns).toHaveLength(1)
    const stream = new Blob(['x']).stream()
    expect((await auth.fetch('/users', { method: 'POST', body: stream })).status).toBe(401)
    expect(sent).toHaveLength(3)
    await auth.fetch('/users')
    expect(signIns).toHaveLength(1)
  })
})
