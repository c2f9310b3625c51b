import { describe, expect, test } from 'vitest'
import { createApiClient, issue } from '../support/api-auth.ts'

const reason = new Error('enough')
const ok = (): Response => new Response('ok')
/** Answers never, but listens to its signal as the platform does. */
const stalled = (_: unknown, { signal }: RequestInit): Promise<never> =>
  new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))

describe("A caller's abort", () => {
  test('rejects with its own reason before anything is sent.', async () => {
    const { auth, sent, signIns } = createApiClient(ok)
    const signal = AbortSignal.abort(reason)
    await expect(auth.fetch('/users', { signal })).rejects.toBe(reason)
    await expect(auth.fetch(new Request('https://api.example.com/', { signal }))).rejects.toBe(reason)
    expect([...sent, ...signIns]).toEqual([])
  })

  test('rejects with its own reason while the token is awaited.', async () => {
    const controller = new AbortController()
    const { auth, sent } = createApiClient(
      ok,
      {},
      {
        token: () => {
          controller.abort(reason)
          return new Promise(() => {})
        },
      },
    )
    await expect(auth.fetch('/users', { signal: controller.signal })).rejects.toBe(reason)
    expect(sent).toEqual([])
  })

  test('rejects with its own reason while the answer is awaited.', async () => {
    const controller = new AbortController()
    const { auth } = createApiClient((request, init) => {
      queueMicrotask(() => controller.abort(reason))
      return stalled(request, init)
    })
    await expect(auth.fetch('/users', { signal: controller.signal })).rejects.toBe(reason)
  })

  test('rejects with its own reason while the token is replaced.', async () => {
    const controller = new AbortController()
    const { auth, sent, signIns } = createApiClient(
      () => new Response(null, { status: 401 }),
      {},
      {
        token() {
          if (signIns.length === 1) return issue('token-1')
          controller.abort(reason)
          return new Promise(() => {})
        },
      },
    )
    await expect(auth.fetch('/users', { signal: controller.signal })).rejects.toBe(reason)
    expect([sent.length, signIns.length]).toEqual([1, 2])
  })

  test('rejects with its own reason while the adapter presents the token.', async () => {
    const controller = new AbortController()
    const { auth, sent } = createApiClient(
      ok,
      {},
      {
        present(_headers, _grant, signal) {
          queueMicrotask(() => controller.abort(reason))
          return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
        },
      },
    )
    await expect(auth.fetch('/users', { signal: controller.signal })).rejects.toBe(reason)
    expect(sent).toEqual([])
  })

  test.each(['fetch', 'headers'] as const)(
    'rejects with its own reason in `%s` while an adapter presents the token that hears no signal.',
    async (method) => {
      const controller = new AbortController()
      const present = (): Promise<never> => {
        queueMicrotask(() => controller.abort(reason))
        return new Promise(() => {})
      }
      const { auth, sent } = createApiClient(ok, {}, { present })
      const { signal } = controller
      const call = method === 'fetch' ? auth.fetch('/users', { signal }) : auth.headers('/users', { signal })
      await expect(call).rejects.toBe(reason)
      expect(sent).toEqual([])
    },
  )

  test('rejects with its own reason while an adapter that hears no signal finds out what a 401 is about.', async () => {
    const controller = new AbortController()
    const rejection = new Response('dead', { status: 401 })
    const classify = (): Promise<never> => {
      queueMicrotask(() => controller.abort(reason))
      return new Promise(() => {})
    }
    const { auth, sent, signIns } = createApiClient(() => rejection, {}, { classify })
    await expect(auth.fetch('/users', { signal: controller.signal })).rejects.toBe(reason)
    expect([sent.length, signIns.length, rejection.bodyUsed]).toEqual([1, 1, true])
  })

  test('has a signal for the adapter even where the caller gave none.', async () => {
    const aborted: unknown[] = []
    const { auth } = createApiClient(
      ok,
      {},
      { present: (_headers, _grant, signal) => void aborted.push(signal.aborted) },
    )
    await auth.fetch('/users')
    expect(aborted).toEqual([false])
  })

  test('comes from the signal of a Request, unless the init says null.', async () => {
    const signals: unknown[] = []
    const { auth } = createApiClient((_, { signal }) => {
      signals.push(signal)
      return ok()
    })
    const controller = new AbortController()
    const request = new Request('https://api.example.com/', { signal: controller.signal })
    await auth.fetch(request, { signal: null })
    await auth.fetch(request)
    expect(signals).toEqual([undefined, request.signal])
  })

  test('may be that of a time limit.', async () => {
    const { auth } = createApiClient(stalled)
    const outcome = auth.fetch('/users', { signal: AbortSignal.timeout(1) })
    await expect(outcome).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})
