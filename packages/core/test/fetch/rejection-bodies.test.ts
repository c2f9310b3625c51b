import { getEventListeners } from 'node:events'
import { createVirtualClock } from '@auth-tools/testing'
import { describe, expect, test } from 'vitest'
import type { RejectionResponse, Verdict } from '../../src/adapter-contract.ts'
import { createApiClient, createRealTimeAuth, credentials, issue } from '../support/api-auth.ts'

/** A body that starts as given and then goes on as `rest` says: by default it never ends. */
function starting(
  text: string,
  rest: (controller: ReadableStreamDefaultController) => void = () => {},
): ReadableStream {
  let started = false
  return new ReadableStream({
    pull(controller) {
      if (started) return rest(controller)
      started = true
      controller.enqueue(new TextEncoder().encode(text))
    },
  })
}

function answering401(body: () => ReadableStream, verdict: Verdict = 'other') {
  const clock = createVirtualClock()
  const seen: string[] = []
  const classify = async (response: RejectionResponse): Promise<Verdict> => {
    seen.push(await response.text())
    return verdict
  }
  const api = (request: Request): Response =>
    request.headers.get('authorization') === 'Bearer token-1' ? new Response(body(), { status: 401 }) : new Response()
  return { clock, seen, ...createApiClient(api, { clock, timing: { attemptTimeoutMs: 3000 } }, { classify }) }
}

describe('A 401 whose body never ends', () => {
  test('is read for a second at most, and goes on to the caller.', async () => {
    let finish = (): void => {}
    const body = starting('{"error":"gone', (controller) => {
      finish = () => {
        controller.enqueue(new TextEncoder().encode('"}'))
        controller.close()
      }
    })
    const { auth, clock, seen } = answering401(() => body)
    const response = await clock.settle(auth.fetch('/users'))
    expect(seen).toEqual(['{"error":"gone'])
    expect(clock.monotonic()).toBe(1000)
    expect(clock.timers).toBe(0)
    expect(response.status).toBe(401)
    finish()
    expect(await response.text()).toBe('{"error":"gone"}')
  })

  test('still rejects the token where the adapter says so.', async () => {
    const { auth, clock, sent } = answering401(() => starting('expired'), 'token-rejected')
    expect((await clock.settle(auth.fetch('/users'))).status).toBe(200)
    expect(sent).toHaveLength(2)
  })

  test('is waited for no longer than the caller wants, also where fetch does not listen.', async () => {
    const { auth, clock, sent } = answering401(() => starting('expired'), 'token-rejected')
    const controller = new AbortController()
    const outcome = auth.fetch('/users', { signal: controller.signal }).catch((error: unknown) => error)
    await clock.advance(500)
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(sent).toHaveLength(1)
    expect(clock.timers).toBe(0)
  })
})

describe('A caller who leaves while the body of a 401 is read', () => {
  test('waits for nothing that begins after that.', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    const reason = new Error('enough')
    const texts: string[] = []
    const { auth } = createApiClient(
      () => new Response(starting('expired'), { status: 401 }),
      { clock },
      {
        async classify({ text }): Promise<Verdict> {
          controller.abort(reason)
          texts.push(await text())
          return 'other'
        },
      },
    )
    await expect(auth.fetch('/users', { signal: controller.signal })).rejects.toBe(reason)
    expect(texts).toHaveLength(1)
    expect(clock.monotonic()).toBe(0)
  })

  test('has nothing left behind on its signal.', async () => {
    const { signal } = new AbortController()
    const fetch = async (input: unknown): Promise<Response> =>
      String(input).endsWith('/token') ? issue('a-token') : new Response('dead', { status: 401 })
    const classify = async ({ text }: RejectionResponse): Promise<Verdict> =>
      (await text()) ? 'other' : 'token-rejected'
    const auth = createRealTimeAuth({ credentials, fetch }, { classify })
    await auth.fetch('/users', { signal })
    const request = new Request('https://api.example.com/v1', { method: 'POST', body: 'text' })
    await auth.fetch(request, { signal })
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

describe('A 401 whose body breaks off', () => {
  test('has no text, and goes on to the caller.', async () => {
    const broken = (controller: ReadableStreamDefaultController): void => controller.error(new TypeError('terminated'))
    const { auth, clock, seen } = answering401(() => starting('{"error":', broken))
    const response = await clock.settle(auth.fetch('/users'))
    expect(seen).toEqual([''])
    expect(clock.monotonic()).toBe(0)
    expect(response.status).toBe(401)
    await expect(response.text()).rejects.toThrow('terminated')
  })
})

describe('A 401 whose body has come', () => {
  test.each<[string, string, () => BodyInit | null]>([
    ['none', '', () => null],
    [
      'one that is cut within a character',
      'fünf',
      () => {
        const bytes = new TextEncoder().encode('fünf')
        return new ReadableStream({
          start(controller) {
            for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
            controller.close()
          },
        })
      },
    ],
    ['one that ends within a character', 'f\ufffd', () => new TextEncoder().encode('fü').slice(0, 2)],
  ])('may have %s: it is read as %j.', async (_, text, body) => {
    const texts: string[] = []
    const { auth } = createApiClient(
      () => new Response(body(), { status: 401 }),
      {},
      {
        async classify(response): Promise<Verdict> {
          texts.push(await response.text())
          return 'other'
        },
      },
    )
    await auth.fetch('/users')
    expect(texts).toEqual([text])
  })

  test('leaves no timer behind, and may be read twice.', async () => {
    const clock = createVirtualClock()
    const texts: string[] = []
    const { auth } = createApiClient(
      () => new Response('dead', { status: 401 }),
      { clock },
      {
        async classify({ text }): Promise<Verdict> {
          texts.push(await text(), await text())
          return 'other'
        },
      },
    )
    expect(await (await auth.fetch('/users')).text()).toBe('dead')
    expect(texts).toEqual(['dead', 'dead'])
    expect(clock.timers).toBe(0)
  })
})
