import { createEmulator } from '@auth/emulator/fetch'
import { createMeshyAuth } from '@auth/meshy'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const { any } = AbortSignal
const { withResolvers } = Promise

beforeEach(() => {
  // As on React Native.
  Reflect.deleteProperty(AbortSignal, 'any')
  Reflect.deleteProperty(Promise, 'withResolvers')
  vi.resetModules()
})
afterEach(() => {
  Object.assign(AbortSignal, { any })
  Object.assign(Promise, { withResolvers })
})

function create(emulator = createEmulator()) {
  const { accountName, publicKey, username, password } = emulator.credentials.meshy
  const { fetch, urls } = emulator
  return createMeshyAuth({ accountName, publicKey, credentials: { username, password }, fetch, ...urls.meshy })
}

test('without the polyfills, making a client fails, and says what is missing', () => {
  expect(create).toThrow(
    /this platform has no AbortSignal\.any, Promise\.withResolvers: use a newer one, or a polyfill/,
  )
})

test('with the polyfills, a client signs in, and a caller may stop waiting', async () => {
  await import('../../src/guides/polyfills.ts')
  const auth = create()
  expect((await auth.fetch('/users/me')).status).toBe(200)
  const controller = new AbortController()
  const waiting = create().getToken({ signal: controller.signal })
  const reason = new Error('the screen was left')
  controller.abort(reason)
  await expect(waiting).rejects.toBe(reason)
})

test('the polyfilled signal has the reason of the first that was aborted, also when it was before', async () => {
  await import('../../src/guides/polyfills.ts')
  const [first, second] = [new AbortController(), new AbortController()]
  const any = AbortSignal.any([first.signal, second.signal])
  expect(any.aborted).toBe(false)
  second.abort('second')
  first.abort('first')
  expect(any.reason).toBe('second')
  expect(AbortSignal.any([new AbortController().signal, first.signal]).reason).toBe('first')
})
