import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import { type ApiClient, createApiClient, rejecting } from '../support/api-auth.ts'

const lost = (code: string) => (): never => {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error(), { code }) })
}
const answer =
  (status: number, headers: HeadersInit = {}) =>
  (): Response =>
    new Response(`answer ${status}`, { status, headers })

interface Retrying extends ApiClient {
  readonly clock: ReturnType<typeof createVirtualClock>
}
function createRetrying(...answers: Array<(request: Request) => Response | Promise<Response>>): Retrying {
  const clock = createVirtualClock()
  let count = 0
  const api = (request: Request): Response | Promise<Response> => {
    const next = answers[Math.min(count, answers.length - 1)]
    count += 1
    return next ? next(request) : new Response()
  }
  return { clock, ...createApiClient(api, { clock, random: () => 0.5, retry: { requests: true } }) }
}

describe('Without the option `retry.requests`,', () => {
  test.each([answer(429), answer(503), lost('ECONNREFUSED')])('a request is sent once.', async (api) => {
    const { auth, sent } = createApiClient(api)
    await auth.fetch('/users').catch(() => {})
    expect(sent).toHaveLength(1)
  })

  test('a network error is that of the platform.', async () => {
    const { auth } = createApiClient(lost('ECONNREFUSED'))
    await expect(auth.fetch('/users')).rejects.toThrow(new TypeError('fetch failed'))
  })
})

describe('With the option `retry.requests`, a request is sent again', () => {
  const idempotent = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']
  const others = ['POST', 'PATCH']
  test.each<[string, () => Response, string[]]>([
    ['408', answer(408), [...idempotent, ...others]],
    ['429', answer(429), [...idempotent, ...others]],
    ['500', answer(500), idempotent],
    ['502', answer(502), idempotent],
    ['503', answer(503), idempotent],
    ['504', answer(504), idempotent],
    ['a refused connection', lost('ECONNREFUSED'), [...idempotent, ...others]],
    ['a name that is not resolved', lost('ENOTFOUND'), [...idempotent, ...others]],
    ['a reset connection', lost('ECONNRESET'), idempotent],
    ['a network failure without a reason', lost(''), idempotent],
    ['200', answer(200), []],
    ['400', answer(400), []],
    ['403', answer(403), []],
    ['409', answer(409), []],
  ])('after %s, if its method allows it.', async (_, api, expected) => {
    const repeated: string[] = []
    for (const method of [...idempotent, ...others]) {
      const { auth, sent, clock } = createRetrying(api, answer(200))
      await clock.settle(auth.fetch('/users', { method })).catch(() => {})
      if (sent.length > 1) repeated.push(method)
    }
    expect(repeated).toEqual(expected)
  })

  test('three times at most, and the last answer is returned.', async () => {
    const { auth, sent, clock } = createRetrying(answer(503), answer(503), answer(502))
    const response = await clock.settle(auth.fetch('/users'))
    expect([response.status, await response.text()]).toEqual([502, 'answer 502'])
    expect(sent).toHaveLength(3)
    expect(clock.monotonic()).toBe(125 + 250)
  })

  test('and the last error is thrown.', async () => {
    const { auth, sent, clock } = createRetrying(lost('ECONNRESET'))
    await expect(clock.settle(auth.fetch('/users'))).rejects.toThrow(new TypeError('fetch failed'))
    expect(sent).toHaveLength(3)
  })

  test('when Retry-After says, and not at all where that is too late.', async () => {
    const soon = createRetrying(answer(429, { 'retry-after': '4' }), answer(200))
    expect((await soon.clock.settle(soon.auth.fetch('/users'))).status).toBe(200)
    expect(soon.clock.monotonic()).toBe(4200)
    const late = createRetrying(answer(429, { 'retry-after': '60' }), answer(200))
    expect((await late.clock.settle(late.auth.fetch('/users'))).status).toBe(429)
    expect(late.sent).toHaveLength(1)
  })

  test('with its body, and the answer that nobody sees is cancelled.', async () => {
    const cancelled: string[] = []
    const body = new ReadableStream({ cancel: () => void cancelled.push('body') })
    const { auth, sent, clock } = createRetrying(() => new Response(body, { status: 429 }), answer(200))
    await clock.settle(auth.fetch('/users', { method: 'POST', body: 'text' }))
    expect(await Promise.all(sent.map((request) => request.text()))).toEqual(['text', 'text'])
    expect(cancelled).toEqual(['body'])
  })

  test('but not with a body that is a stream.', async () => {
    const { auth, sent, clock } = createRetrying(answer(429), answer(200))
    const body = new Blob(['text']).stream()
    expect((await clock.settle(auth.fetch('/users', { method: 'PUT', body }))).status).toBe(429)
    expect(sent).toHaveLength(1)
  })

  test('within a budget, so that an outage is not answered with a storm.', async () => {
    const { auth, sent, clock } = createRetrying(answer(503))
    for (let calls = 0; calls < 20; calls += 1) await clock.settle(auth.fetch('/users'))
    expect(sent).toHaveLength(30)
  })

  test('within a budget that successes fill up again.', async () => {
    const many = Array.from({ length: 30 }, () => answer(503))
    const { auth, sent, clock } = createRetrying(...many, ...Array.from({ length: 12 }, () => answer(200)), answer(503))
    while (sent.length < 42) await clock.settle(auth.fetch('/users'))
    await clock.settle(auth.fetch('/users'))
    expect(sent).toHaveLength(44)
  })

  test('also after an answer without a body.', async () => {
    const { auth, clock } = createRetrying(() => new Response(null, { status: 503 }), answer(200))
    expect((await clock.settle(auth.fetch('/users'))).status).toBe(200)
  })

  test('unless the wait would take all the time there is.', async () => {
    const { auth, sent, clock } = createRetrying(answer(429, { 'retry-after': '30' }), answer(200))
    expect((await clock.settle(auth.fetch('/users'))).status).toBe(429)
    expect([sent.length, clock.monotonic()]).toEqual([1, 0])
  })

  test('beside the one replay that a dead token brings.', async () => {
    const { auth, sent, clock } = createRetrying(answer(503), rejecting('token-1'), answer(503), rejecting('token-1'))
    expect((await clock.settle(auth.fetch('/users'))).status).toBe(200)
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-2',
    ])
  })

  test('but not after an error that is not of the network.', async () => {
    const broken = new RangeError('broken')
    const { auth, sent, clock } = createRetrying(() => {
      throw broken
    }, answer(200))
    await expect(clock.settle(auth.fetch('/users'))).rejects.toBe(broken)
    expect(sent).toHaveLength(1)
  })

  test("until the caller's abort, also where its reason looks like an error of the network.", async () => {
    const reason = new TypeError('enough')
    const controller = new AbortController()
    const { auth, sent, clock } = createRetrying(() => {
      controller.abort(reason)
      throw reason
    }, answer(200))
    await expect(clock.settle(auth.fetch('/users', { signal: controller.signal }))).rejects.toBe(reason)
    expect(sent).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })

  test("until the caller's abort, whose reason is the error.", async () => {
    const { auth, sent, clock } = createRetrying(answer(429, { 'retry-after': '5' }))
    const controller = new AbortController()
    const outcome = auth.fetch('/users', { signal: controller.signal }).catch((error: unknown) => error)
    await clock.advance(1000)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(sent).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })
})
